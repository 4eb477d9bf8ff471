import { SetupError } from "../../setup/issues/exceptions.ts";
import { parseBoxReport } from "./box-report.ts";
import type { FleetMember } from "./fleet-member.ts";
import { buildFleetRow, type FleetRow, type Sighting, sortFleet } from "./fleet-row.ts";
import { explainSilence, statusCommand } from "./look-at-box.ts";

export interface FleetTiming {
  /** A box tells how it is this often. */
  readonly everySeconds: number;
  /** Without a word for this long it counts as gone. */
  readonly silenceSeconds: number;
  /** Until it is tried again. */
  readonly retrySeconds: number;
}

export const usualTiming: FleetTiming = { everySeconds: 10, silenceSeconds: 45, retrySeconds: 5 };

const unseen: Sighting = { report: null, seenAt: null, error: null };

/** Watches every box on its own: one that hangs holds up nobody. */
export class FleetWatch {
  readonly members: readonly FleetMember[];
  readonly #timing: FleetTiming;
  readonly #now: () => Date;
  readonly #sightings = new Map<FleetMember, Sighting>();
  readonly #listeners = new Set<() => void>();
  readonly #waits = new Set<() => void>();
  readonly #stops = new Set<() => void>();
  #rows: readonly FleetRow[];
  #stopped = false;

  constructor(members: readonly FleetMember[], now: () => Date, timing: FleetTiming = usualTiming) {
    this.members = members;
    this.#now = now;
    this.#timing = timing;
    this.#rows = this.#buildRows();
  }

  /** Trouble first; the same object until something changes. */
  get rows(): readonly FleetRow[] {
    return this.#rows;
  }

  /** Calls back at every change; returns how to stop that. */
  subscribe(changed: () => void): () => void {
    this.#listeners.add(changed);
    return () => {
      this.#listeners.delete(changed);
    };
  }

  start(): void {
    for (const member of this.members) void this.#watch(member);
  }

  /** Whoever waits for his next try tries now. */
  retryNow(): void {
    for (const member of this.members) void member.box.link.open(true).catch(() => {});
    for (const wake of this.#waits) wake();
  }

  stop(): void {
    this.#stopped = true;
    for (const stop of [...this.#stops, ...this.#waits]) stop();
  }

  async #watch(member: FleetMember): Promise<void> {
    while (!this.#stopped) {
      const error = await this.#follow(member).catch((thrown: unknown) => thrown);
      if (this.#stopped) return;
      const why = error instanceof Error ? error : new Error(String(error));
      this.#see(member, { ...this.#sighting(member), error: why });
      await this.#pause();
    }
  }

  /** Answers why it ended. @throws why the box cannot be reached. */
  async #follow(member: FleetMember): Promise<Error> {
    const { everySeconds, silenceSeconds } = this.#timing;
    let words = "";
    let silent = false;
    let guard: NodeJS.Timeout | undefined;
    const { done, stop } = member.box.follow([...statusCommand, "--every", String(everySeconds)], (line) => {
      guard?.refresh();
      const report = parseBoxReport(line);
      if (report === null) words = line;
      else this.#see(member, { report, seenAt: this.#now().toISOString(), error: null });
    });
    const { promise: gaveUp, resolve: giveUp } = Promise.withResolvers<number>();
    guard = setTimeout(() => {
      silent = true;
      stop();
      giveUp(124);
    }, silenceSeconds * 1000);
    this.#stops.add(stop);
    try {
      const code = await Promise.race([done, gaveUp]);
      if (silent)
        return new SetupError(
          `it has not told how it is for ${silenceSeconds} s`,
          "It may be very busy, or hang.",
        );
      return explainSilence({ code, stdout: "", stderr: words });
    } finally {
      clearTimeout(guard);
      this.#stops.delete(stop);
      done.catch(() => {});
    }
  }

  async #pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#waits.delete(end);
        resolve();
      };
      const timer = setTimeout(end, this.#timing.retrySeconds * 1000);
      this.#waits.add(end);
    });
  }

  #sighting(member: FleetMember): Sighting {
    return this.#sightings.get(member) ?? unseen;
  }

  #see(member: FleetMember, sighting: Sighting): void {
    this.#sightings.set(member, sighting);
    this.#rows = this.#buildRows();
    for (const listener of this.#listeners) listener();
  }

  #buildRows(): FleetRow[] {
    return sortFleet(this.members.map((member) => buildFleetRow(member, this.#sighting(member))));
  }
}
