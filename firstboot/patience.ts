import type { HandoffRecord } from "../setup/handoff/handoff-record.ts";
import type { Told } from "./teller.ts";

/** The runtime starts in 5 s on real hardware and in 4 min emulated; it may look dead for a while. */
const startSeconds = 300;

export interface Patience {
  /** A new record of the handoff. */
  take(record: HandoffRecord): Promise<void>;
  /** Called now and then: tells what lasted longer than a start may take. */
  look(): Promise<void>;
}

/** While the assistant merely starts, people are told that it is being set up, not that something is missing. */
export function createPatience(tell: (told: Told) => Promise<void>, now: () => number): Patience {
  const started = now();
  let held: HandoffRecord | null = null;
  return {
    async take(handoff) {
      const patient = isStarting(handoff) && now() - started < startSeconds;
      const isFirst = held === null;
      held = patient ? handoff : null;
      if (!patient) await tell({ kind: "handed-over", handoff });
      else if (isFirst) await tell({ kind: "provisioning", step: null });
    },
    async look() {
      if (held === null || now() - started < startSeconds) return;
      const handoff = held;
      held = null;
      await tell({ kind: "handed-over", handoff });
    },
  };
}

/** Nothing but the runtime is missing, and it does not answer yet. */
function isStarting({ checks }: HandoffRecord): boolean {
  const failed = checks.filter((check) => check.outcome === "failed");
  return (
    failed.length > 0 && failed.every(({ code }) => code === "runtime.starting" || code === "runtime.down")
  );
}
