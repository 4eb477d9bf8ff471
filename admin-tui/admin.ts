import type { AdminEffect, AdminEvent } from "./admin-events.ts";
import { type AdminState, type Size, startAdmin } from "./admin-state.ts";
import type { Box } from "./box.ts";
import { followLog, type LogWatch } from "./follow-log.ts";
import { judgeForm } from "./judge-form.ts";
import { logSources } from "./log-state.ts";
import { PartLoader } from "./part-loader.ts";
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

interface FollowedLog {
  readonly watch: LogWatch;
  readonly file: string;
}

/** How often it is looked whether something shown has become old. */
const tickSeconds = 2;
/** How long a log that could not be followed is left alone. */
const retryLogSeconds = 5;

/** The admin screen of a box, as a thing that is pressed and looked at. It does not close the box. */
export class Admin {
  /** Resolves when the reader has left; everything that ran for the screen is stopped then. */
  readonly ended: Promise<void>;
  readonly #resolve: () => void;
  readonly #box: Box;
  readonly #deps: AdminDeps;
  readonly #status: StatusWatch;
  readonly #parts: PartLoader;
  readonly #timer: NodeJS.Timeout;
  readonly #listeners = new Set<() => void>();
  /** Typed while an answer is being judged. */
  readonly #typedAhead: WizardKey[] = [];
  #state: AdminState;
  #running: RunningAction | null = null;
  #log: FollowedLog | null = null;

  constructor(box: Box, screen: ScreenId, size: Size, deps: AdminDeps) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#resolve = resolve;
    this.#box = box;
    this.#deps = deps;
    this.#state = startAdmin(box.title, size, screen, deps.now());
    this.#parts = new PartLoader(box, deps.now, (id, part) => this.#tell({ type: "part", id, part }));
    this.#status = watchStatus(box, {
      ...deps,
      onPart: (part) => this.#tell({ type: "part", id: "status", part }),
    });
    this.#timer = setInterval(() => this.#tell({ type: "tick", now: deps.now() }), tickSeconds * 1000);
    this.#readShown();
  }

  readonly state = (): AdminState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly press = (key: WizardKey): void => {
    const { dialog } = this.#state;
    if (dialog?.kind === "form" && dialog.busy) this.#typedAhead.push(key);
    else this.#tell({ type: "key", key });
  };

  readonly resize = (size: Size): void => this.#tell({ type: "resize", size });

  /** Stops everything that runs for the screen; it cannot be used any more. */
  readonly close = (): void => {
    this.#state = { ...this.#state, ended: true };
    clearInterval(this.#timer);
    this.#status.stop();
    this.#log?.watch.stop();
    this.#running?.stop();
    this.#resolve();
  };

  #tell(event: AdminEvent): void {
    if (this.#state.ended) return;
    const { state, effects } = stepAdmin(this.#state, event);
    const changed = state !== this.#state;
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
    if (!changed) return;
    if (!this.#state.ended) this.#readShown();
    for (const listener of this.#listeners) listener();
  }

  #perform(effect: AdminEffect): void {
    if (effect.type === "run") {
      this.#running = runAction(this.#box, effect.action, (event) => this.#tell(event));
    } else this.#asked[effect.type]();
  }

  readonly #asked: Readonly<Record<Exclude<AdminEffect["type"], "run">, () => void>> = {
    stop: () => this.#running?.stop(),
    redraw: () => this.#deps.redraw(),
    back: () => this.#deps.back?.(),
    judge: () => void this.#judge(),
    refresh: () => {
      void this.#status.refresh();
      this.#parts.load(this.#state, true);
    },
    quit: () => this.close(),
  };

  /** What the shown screen needs; a log is followed from the moment it is first shown. */
  #readShown(): void {
    this.#parts.load(this.#state, false);
    const file = logSources[this.#state.log.source]?.file;
    if (this.#state.screen !== "logs" || file === undefined || this.#log?.file === file) return;
    this.#log?.watch.stop();
    const onLines = (lines: readonly string[]) => this.#tell({ type: "log", file, lines });
    const onTrouble = (message: string) => {
      this.#tell({ type: "log-trouble", file, message });
      void this.#forgetLog(log);
    };
    const log = { file, watch: followLog(this.#box, file, onLines, onTrouble) };
    this.#log = log;
  }

  /** The next look at the logs begins anew, unless another file is followed by then. */
  async #forgetLog(log: FollowedLog): Promise<void> {
    await this.#deps.sleep(retryLogSeconds);
    if (this.#log !== log || this.#state.ended) return;
    this.#log = null;
    this.#readShown();
  }

  async #judge(): Promise<void> {
    const { dialog } = this.#state;
    if (dialog?.kind !== "form") return;
    this.#tell({ type: "judged", ...(await judgeForm(dialog)) });
    for (const key of this.#typedAhead.splice(0)) this.press(key);
  }
}
