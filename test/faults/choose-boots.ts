import { type Variant, variants } from "./choose-writes.ts";
import type { PlannedCut } from "./plan-cuts.ts";
import { startRandom } from "./random-sequence.ts";

/**
 * Which rebuilt disks to start: spread evenly over the recording, the place within each stretch and so the step left to
 * the seed, the three variants in turn. Pure.
 * @returns flush number → variants to start.
 */
export function chooseBoots(
  cuts: readonly PlannedCut[],
  count: number,
  seed: number,
): ReadonlyMap<number, readonly Variant[]> {
  const random = startRandom(seed);
  const chosen = new Map<number, Variant[]>();
  for (let at = 0; at < count; at++) {
    const cut = cuts[Math.floor(((at + random()) * cuts.length) / count)];
    const variant = variants[at % variants.length] ?? "whole";
    if (cut === undefined) continue;
    const { number } = cut.boundary;
    chosen.set(number, [...new Set([...(chosen.get(number) ?? []), variant])]);
  }
  return chosen;
}
