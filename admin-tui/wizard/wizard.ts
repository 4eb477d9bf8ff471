import type { WizardKey } from "./read-keys.ts";
import { stepWizard } from "./step-wizard.ts";
import type { WizardState, WizardTools } from "./wizard-state.ts";

export interface Wizard {
  readonly state: () => WizardState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Keys are worked off one after another, also those typed while a verdict is still being made. */
  readonly press: (key: WizardKey) => void;
  /** Resolves when it has ended. @throws what a tool threw. */
  readonly ended: Promise<WizardState>;
}

/** The wizard as a thing that is pressed and looked at. */
export function createWizard(first: WizardState, tools: WizardTools): Wizard {
  let state = first;
  let last: Promise<void> = Promise.resolve();
  const listeners = new Set<() => void>();
  const { promise: ended, resolve, reject } = Promise.withResolvers<WizardState>();
  const work = async (key: WizardKey): Promise<void> => {
    if (state.end !== null) return;
    const next = await stepWizard(state, key, tools);
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
    if (state.end !== null) resolve(state);
  };
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    press: (key) => {
      last = last.then(() => work(key)).catch(reject);
    },
    ended,
  };
}
