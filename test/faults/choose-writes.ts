import type { LogEntry } from "./parse-write-log.ts";
import { startRandom } from "./random-sequence.ts";

/**
 * What the cut leaves of the requests since the last flush. `whole`: all of them, the flush just done. `torn`: the last
 * write is half there. `reordered`: some of them, in another order. A disk may do any of these before a flush is done.
 */
export type Variant = "whole" | "torn" | "reordered";
export const variants: readonly Variant[] = ["whole", "torn", "reordered"];

/** A request to apply, of a write only these sectors; null: all of them. */
export interface KeptRequest {
  readonly entry: LogEntry;
  readonly sectors: { readonly first: number; readonly count: number } | null;
}

/** Disks write a sector whole or not at all; what is torn is torn between sectors. */
export const tornUnitBytes = 512;

/** What of these requests is on the disk after the cut. Pure: the seed decides. */
export function chooseWrites(requests: readonly LogEntry[], variant: Variant, seed: number): KeptRequest[] {
  const changing = requests.filter(({ length }) => length > 0);
  if (variant === "whole") return changing.map(keepAll);
  const random = startRandom(seed);
  return variant === "torn" ? tearLast(changing, random) : dropAndReorder(changing, random);
}

function keepAll(entry: LogEntry): KeptRequest {
  return { entry, sectors: null };
}

/** Everything before the last write, and of that one a beginning or an end that is neither nothing nor all. */
function tearLast(requests: readonly LogEntry[], random: () => number): KeptRequest[] {
  const last = requests.findLastIndex(({ kind }) => kind === "write");
  return requests.flatMap((entry, at): KeptRequest[] => {
    if (at !== last) return [keepAll(entry)];
    const sectors = entry.length / tornUnitBytes;
    // A write of one sector cannot be torn: it is lost.
    if (sectors < 2) return [];
    const count = 1 + Math.floor(random() * (sectors - 1));
    return [{ entry, sectors: { first: random() < 0.5 ? 0 : sectors - count, count } }];
  });
}

/** Each request is kept with an even chance, then they are shuffled (Fisher-Yates). */
function dropAndReorder(requests: readonly LogEntry[], random: () => number): KeptRequest[] {
  const kept = requests.filter(() => random() < 0.5).map(keepAll);
  for (let at = kept.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const [a, b] = [kept[at], kept[other]];
    if (a !== undefined && b !== undefined) [kept[at], kept[other]] = [b, a];
  }
  return kept;
}
