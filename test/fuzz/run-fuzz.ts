import fc from "fast-check";
import type { Profiles } from "../../setup/settings/profiles.ts";
import { fuzzInput } from "./fuzz-inputs.ts";
import { type Judged, judgeInput } from "./judge-input.ts";

/** Sums over a run; printed as a table. */
export interface FuzzSummary {
  readonly seed: number;
  readonly runs: number;
  readonly accepted: number;
  readonly warned: number;
  readonly rejected: number;
  readonly reencoded: number;
  readonly roundTrips: number;
  readonly bytes: number;
  readonly slowestMs: number;
  readonly overOneSecond: number;
  readonly mostAllocated: number;
}

/** Inputs per call of fast-check: small enough that a failure is shrunk and named early. */
const batchSize = 1000;

interface FuzzOptions {
  readonly runs: number;
  readonly seed: number;
  readonly profiles: Profiles;
  /** Told after each batch. */
  readonly onBatch?: (summary: FuzzSummary) => void;
  /** An input that took longer than a second. */
  readonly onSlow?: (bytes: Uint8Array, milliseconds: number) => void;
}

/** Runs batch after batch; batch n has the seed `seed * 1000003 + n`, so that any one can be repeated. Throws at the first broken rule. */
export function runFuzz({ runs, seed, profiles, onBatch, onSlow }: FuzzOptions): FuzzSummary {
  let summary = emptySummary(seed);
  for (let batch = 0; batch * batchSize < runs; batch++) {
    const property = fc.property(fuzzInput, (bytes) => {
      const judged = judgeInput(bytes, profiles, summary.runs);
      summary = add(summary, bytes, judged);
      if (judged.milliseconds > 1000) onSlow?.(bytes, judged.milliseconds);
    });
    const numRuns = Math.min(batchSize, runs - batch * batchSize);
    fc.assert(property, { seed: (seed * 1_000_003 + batch) | 0, numRuns, endOnFailure: true });
    onBatch?.(summary);
  }
  return summary;
}

function emptySummary(seed: number): FuzzSummary {
  return {
    ...{ seed, runs: 0, accepted: 0, warned: 0, rejected: 0, reencoded: 0, roundTrips: 0, bytes: 0 },
    ...{ slowestMs: 0, overOneSecond: 0, mostAllocated: 0 },
  };
}

function add(sum: FuzzSummary, bytes: Uint8Array, judged: Judged): FuzzSummary {
  const { decision, reencoded, roundTrip, milliseconds, allocated } = judged;
  return {
    seed: sum.seed,
    runs: sum.runs + 1,
    accepted: sum.accepted + Number(decision === "accept"),
    warned: sum.warned + Number(decision === "accept-with-warnings"),
    rejected: sum.rejected + Number(decision === "reject"),
    reencoded: sum.reencoded + Number(reencoded),
    roundTrips: sum.roundTrips + Number(roundTrip),
    bytes: sum.bytes + bytes.length,
    slowestMs: Math.max(sum.slowestMs, milliseconds),
    overOneSecond: sum.overOneSecond + Number(milliseconds > 1000),
    mostAllocated: Math.max(sum.mostAllocated, allocated),
  };
}
