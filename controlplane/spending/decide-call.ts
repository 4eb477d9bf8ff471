export interface CallSituation {
  readonly spentUsd: number;
  readonly limitUsd: number;
  /** Paid calls that are being answered. */
  readonly inFlight: number;
  /** The dearest answer of the month. */
  readonly largestUsd: number;
  /** The service has not told its figure for too long. */
  readonly unverified: boolean;
}

/**
 * Whether one more paid call may go out now. Close to the limit calls go one after the other, so that all of them
 * together overshoot by one answer at most (by more only when an answer is dearer than any before it). Pure.
 */
export function decideCall(seen: CallSituation): "pass" | "wait" | "reached" | "unverified" {
  if (seen.spentUsd >= seen.limitUsd) return "reached";
  if (seen.unverified) return "unverified";
  // Before the first answer nobody knows what one costs: a hundredth of the limit.
  const expected = Math.max(seen.largestUsd, seen.limitUsd / 100);
  const together = seen.spentUsd + expected * (seen.inFlight + 1);
  return seen.inFlight > 0 && together > seen.limitUsd ? "wait" : "pass";
}
