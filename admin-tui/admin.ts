import type { AdminEffect, AdminEvent } from "./admin-events.ts";
import { type AdminState, type Part, type PartId, type Parts, type Size, startAdmin } from "./admin-state.ts";
import type { Box } from "./box.ts";
import { followLog, type LogWatch } from "./follow-log.ts";
import { buildFormAction, forms, judgeAnswer } from "./forms.ts";
import { type LoadedId, loadPart, screenParts } from "./load-part.ts";
import { logSources } from "./log-state.ts";
import { type RunningAction, runAction } from "./run-action.ts";
import type { ScreenId } from "./screens.ts";
import { stepAdmin } from "./step-admin.ts";
import { type StatusWatch, watchStatus } from "./watch-status.ts";
import type { WizardKey } from "./wizard/read-keys.ts";

export interface AdminDeps {
  readonly now: () => number;
  readonly sleep: (seconds: number) => Promise<void>;
  /** Asked for when something else has written over the screen. */
  readonly redraw: () => void;
  /** Back to where the box was opened from; left out when there is no such place. */
  readonly back?: (() => void) | undefined;
}

export interface Admin {
  readonly state: () => AdminState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly press: (key: WizardKey) => void;
  readonly resize: (size: Size) => void;
  /** Stops everything that runs for the screen; it cannot be used any more. */
  readonly close: () => void;
  /** Resolves when the reader has left; everything that ran for the screen is stopped then. */
  readonly ended: Promise<void>;
}

/** The admin screen of a box, as a thing that is pressed and looked at. It does not close the box. */
export function createAdmin(box: Box, screen: ScreenId, size: Size, deps: AdminDeps): Admin {
  let state = startAdmin(box.title, size, screen, deps.now());
  let running: RunningAction | null = null;
  let log: { watch: LogWatch; file: string } | null = null;
  /** Typed while an answer is being judged. */
  const typedAhead: WizardKey[] = [];
  const loading = new Set<LoadedId>();
  const listeners = new Set<() => void>();
  const { promise: ended, resolve } = Promise.withResolvers<void>();

  const tell = (event: AdminEvent): void => {
    if (state.ended) return;
    const stepped = stepAdmin(state, event);
    const changed = stepped.state !== state;
    state = stepped.state;
    for (const effect of stepped.effects) perform(effect);
    if (changed && !state.ended) {
      followShown();
      loadShown(false);
    }
    if (changed) for (const listener of listeners) listener();
  };
  const tellPart = (id: PartId, part: Part<Parts[PartId]["value"]>) => tell({ type: "part", id, part });
  const status: StatusWatch = watchStatus(box, { ...deps, onPart: (part) => tellPart("status", part) });
  const timer = setInterval(() => tell({ type: "tick", now: deps.now() }), tickSeconds * 1000);

  const perform = (effect: AdminEffect): void => {
    if (effect.type === "run") running = runAction(box, effect.action, tell);
    else if (effect.type === "stop") running?.stop();
    else if (effect.type === "redraw") deps.redraw();
    else if (effect.type === "back") deps.back?.();
    else if (effect.type === "judge") void judge();
    else if (effect.type === "refresh") {
      void status.refresh();
      loadShown(true);
    } else close();
  };
  const close = (): void => {
    clearInterval(timer);
    status.stop();
    log?.watch.stop();
    running?.stop();
    resolve();
  };
  /** What the shown screen needs and has not got, or not lately. */
  const loadShown = (again: boolean): void => {
    for (const { id, seconds } of screenParts[state.screen] ?? []) {
      const { at } = state.parts[id];
      const old = at === null || deps.now() - at >= seconds * 1000;
      if (loading.has(id) || !(old || again)) continue;
      loading.add(id);
      const load = async (): Promise<Part<Parts[LoadedId]["value"]>> => {
        try {
          return { value: await loadPart(box, id), error: null, at: deps.now() };
        } catch (error) {
          const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
          return { value: null, error: message, at: deps.now() };
        }
      };
      void load().then((part) => {
        loading.delete(id);
        tellPart(id, part);
      });
    }
  };
  /** A log is followed from the moment it is first shown. */
  const followShown = (): void => {
    const file = logSources[state.log.source]?.file;
    if (state.screen !== "logs" || file === undefined || log?.file === file) return;
    log?.watch.stop();
    const onLines = (lines: readonly string[]) => tell({ type: "log", file, lines });
    const onTrouble = (message: string) => tell({ type: "log-trouble", file, message });
    log = { file, watch: followLog(box, file, onLines, onTrouble) };
  };
  const judge = async (): Promise<void> => {
    const { dialog } = state;
    if (dialog?.kind !== "form") return;
    const { fields } = forms[dialog.form];
    const field = fields[dialog.at];
    if (field === undefined) return;
    const problem = await judgeAnswer(field, dialog.answers);
    const complete = problem === null && dialog.at === fields.length - 1;
    const action = complete ? await buildFormAction(dialog.form, dialog.answers) : null;
    tell({ type: "judged", problem, action });
    for (const key of typedAhead.splice(0)) press(key);
  };
  const press = (key: WizardKey): void => {
    if (state.dialog?.kind === "form" && state.dialog.busy) typedAhead.push(key);
    else tell({ type: "key", key });
  };

  followShown();
  loadShown(false);
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    press,
    resize: (next) => tell({ type: "resize", size: next }),
    close: () => {
      state = { ...state, ended: true };
      close();
    },
    ended,
  };
}

/** How often it is looked whether something shown has become old. */
const tickSeconds = 2;
