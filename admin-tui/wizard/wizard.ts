import type { WizardKey } from "./read-keys.ts";
import { stepWizard } from "./step-wizard.ts";
import type { Notice, WizardState, WizardTools } from "./wizard-state.ts";

export interface Wizard {
  readonly state: () => WizardState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Keys are worked off one after another, also those typed while a verdict is still being made. */
  readonly press: (key: WizardKey) => void;
  /** Resolves when every key pressed so far is worked off. */
  readonly settled: () => Promise<void>;
  /** Resolves when it has ended. */
  readonly ended: Promise<WizardState>;
}

const quietMilliseconds = 300;
const oneMoment: Notice = { tone: "warning", text: "One moment ..." };

/** The wizard as a thing that is pressed and looked at. */
export function createWizard(first: WizardState, tools: WizardTools): Wizard {
  let state = first;
  let last: Promise<void> = Promise.resolve();
  const listeners = new Set<() => void>();
  const { promise: ended, resolve } = Promise.withResolvers<WizardState>();
  const show = (next: WizardState): void => {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  };
  const work = async (key: WizardKey): Promise<void> => {
    if (state.end !== null) return;
    // The stick and the disks take their time.
    const slow = setTimeout(() => show({ ...state, notice: oneMoment }), quietMilliseconds);
    const next = await stepWizard(state, key, tools)
      .catch((error: unknown): WizardState => ({ ...state, notice: describeTrouble(error) }))
      .finally(() => clearTimeout(slow));
    show(next);
    if (state.end !== null) resolve(state);
  };
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    press: (key) => {
      last = last.then(() => work(key));
    },
    settled: () => last,
    ended,
  };
}

/** A tool that fails is no end: what was typed is still there. */
function describeTrouble(error: unknown): Notice {
  const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  return { tone: "bad", text: `That did not work: ${reason}` };
}
