import { followModelMoves } from "./follow-model-moves.ts";
import type { HandoffRecord } from "./handoff-record.ts";
import { type HandoffDeps, runHandoffOnce } from "./run-handoff-once.ts";

export interface WatchHandoffDeps extends HandoffDeps {
  /** Called for the first record and at every change of state or of a check: consoles and the stick. */
  readonly onRecord: (record: HandoffRecord) => Promise<void> | void;
  /** Asked between two looks: true ends the watch, because its settings are no longer those of the box. */
  readonly isOutdated?: () => Promise<boolean>;
  /** Called when a retired model was replaced in the settings; the watch ends, so that the box is provisioned anew. */
  readonly onModelsMoved?: () => Promise<void>;
}

const firstDelaySeconds = 10;
const longestDelaySeconds = 300;
const outdatedEverySeconds = 15;
/** While we wait for the owner to press Start, the phone is in their hand. */
const ownerDelaySeconds = 30;
const ownerCodes: readonly string[] = ["telegram.not-started", "telegram.blocked"];
/** The runtime needs 5 s to 4 min to start: for 5 min nothing is gained by looking more rarely. */
const startRounds = 30;

/**
 * Repeats the handoff until the assistant is ready; returns that record (the last one when outdated or moved). Greets once per installation: on later
 * boots it only verifies. A stopped handoff goes on too, at the longest delay: a key can be enabled again.
 */
export async function watchHandoff(deps: WatchHandoffDeps): Promise<HandoffRecord> {
  let told = "";
  let round = 0;
  for (;;) {
    const looked = await runHandoffOnce(deps);
    const { record, retryAfterSeconds } = looked;
    const change = describeChange(record);
    if (change !== told) {
      told = change;
      round = 0;
      await deps.onRecord(record);
    }
    if (record.state === "ready") return record;
    if (deps.onModelsMoved !== undefined && (await followModelMoves(looked, deps))) {
      await deps.onModelsMoved();
      return record;
    }
    const seconds = Math.max(handoffDelaySeconds(record, round), retryAfterSeconds ?? 0);
    if (await sleepUnlessOutdated(seconds, deps)) return record;
    round += 1;
  }
}

/** True when the settings were replaced meanwhile: whoever corrects the file on the stick does not wait for minutes. */
async function sleepUnlessOutdated(
  seconds: number,
  { host, isOutdated }: WatchHandoffDeps,
): Promise<boolean> {
  if (isOutdated === undefined) {
    await host.sleep(seconds);
    return false;
  }
  for (let left = seconds; left > 0; left -= outdatedEverySeconds) {
    await host.sleep(Math.min(left, outdatedEverySeconds));
    if (await isOutdated()) return true;
  }
  return false;
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
