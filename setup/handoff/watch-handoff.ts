import type { HandoffRecord } from "./handoff-record.ts";
import { type HandoffDeps, runHandoffOnce } from "./run-handoff-once.ts";

export interface WatchHandoffDeps extends HandoffDeps {
  /** Called for the first record and at every change of state or of a check: consoles, /etc/issue, the stick. */
  readonly onRecord: (record: HandoffRecord) => Promise<void> | void;
}

const firstDelaySeconds = 10;
const longestDelaySeconds = 300;
/** While we wait for the owner to press Start, the phone is in their hand. */
const ownerDelaySeconds = 30;
const ownerCodes: readonly string[] = ["telegram.not-started", "telegram.blocked"];
/** The runtime needs 5 s to 4 min to start: for 5 min nothing is gained by looking more rarely. */
const startRounds = 30;

/**
 * Repeats the handoff until the assistant is ready; returns that record. Greets once per installation: on later
 * boots it only verifies. A stopped handoff goes on too, at the longest delay: a key can be enabled again.
 */
export async function watchHandoff(deps: WatchHandoffDeps): Promise<HandoffRecord> {
  let told = "";
  let round = 0;
  for (;;) {
    const { record, retryAfterSeconds } = await runHandoffOnce(deps);
    const change = describeChange(record);
    if (change !== told) {
      told = change;
      round = 0;
      await deps.onRecord(record);
    }
    if (record.state === "ready") return record;
    await deps.host.sleep(Math.max(handoffDelaySeconds(record, round), retryAfterSeconds ?? 0));
    round += 1;
  }
}

/** Everything but the time of the check. */
function describeChange(record: HandoffRecord): string {
  return JSON.stringify({ ...record, checkedAt: null });
}

/** Seconds until the next look: doubling from 10 s to 5 min, counted from the last change. Pure. */
export function handoffDelaySeconds(record: HandoffRecord, round: number): number {
  return Math.min(firstDelaySeconds * 2 ** round, longestDelay(record, round));
}

function longestDelay({ checks }: HandoffRecord, round: number): number {
  const failed = checks.filter((check) => check.outcome === "failed");
  if (failed.some((check) => ownerCodes.includes(check.code))) return ownerDelaySeconds;
  const isStarting =
    round < startRounds && failed.length > 0 && failed.every((check) => check.name === "runtime");
  return isStarting ? firstDelaySeconds : longestDelaySeconds;
}
