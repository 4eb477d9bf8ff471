import { type Boundary, listBoundaries } from "./list-boundaries.ts";
import { poolOffset } from "./observe-disk.ts";
import type { LogEntry, WriteLog } from "./parse-write-log.ts";
import { startRandom } from "./random-sequence.ts";
import type { Recording } from "./recording.ts";

/** Up to this many flushes all are tested; past it a sample is. */
export const allUpTo = 2000;
const sampleSize = 500;

export interface PlannedCut {
  readonly boundary: Boundary;
  readonly phase: "install" | "firstboot";
  /** The step that was under way, as the console showed it. */
  readonly step: string;
  /** The first flush of a step. */
  readonly stepEdge: boolean;
  /** Something outside the pool is written in between: partition table, boot files, claim. */
  readonly outsidePool: boolean;
  /** The pool was complete before the flush in front of this one. */
  readonly poolMade: boolean;
  /** Tested; the others are only replayed over. */
  readonly chosen: boolean;
}

/** Every flush of the recording with what is known about it. Pure: the seed decides the sample. */
export function planCuts(log: WriteLog, recording: Recording, seed: number): PlannedCut[] {
  const boundaries = listBoundaries(log.entries);
  const installed = findMark(recording, /"state":"installed"/);
  const poolMade = findMark(recording, /create-pool: done/);
  let stepBefore = "";
  const cuts = boundaries.map((boundary, at) => {
    const step = stepAt(recording, boundary.logOffset);
    const stepEdge = step !== stepBefore;
    stepBefore = step;
    return {
      ...{ boundary, step, stepEdge, chosen: true },
      phase: boundary.logOffset <= installed ? ("install" as const) : ("firstboot" as const),
      outsidePool: log.entries
        .slice(boundary.first, boundary.end)
        .some((entry) => isOutside(entry, recording)),
      poolMade: (boundaries[at - 1]?.logOffset ?? 0) >= poolMade,
    };
  });
  return cuts.length <= allUpTo ? cuts : sampleCuts(cuts, seed);
}

function sampleCuts(cuts: readonly PlannedCut[], seed: number): PlannedCut[] {
  const must = ({ stepEdge, outsidePool }: PlannedCut): boolean => stepEdge || outsidePool;
  const random = startRandom(seed);
  const others = cuts.filter((cut) => !must(cut)).map((cut) => ({ cut, order: random() }));
  const kept = new Set(
    others
      .sort((a, b) => a.order - b.order)
      .slice(0, sampleSize)
      .map(({ cut }) => cut),
  );
  return cuts.map((cut) => ({ ...cut, chosen: must(cut) || kept.has(cut) }));
}

/** Where in the log a line was seen for the first time. @throws Error when it never was. */
function findMark({ marks }: Recording, pattern: RegExp): number {
  const found = marks.find(({ text }) => pattern.test(text));
  if (found === undefined) throw new Error(`the recording never showed ${pattern}`);
  return found.logBytes;
}

/** The console is a moment behind the disk: an edge may belong to the step before. */
function stepAt({ marks }: Recording, logOffset: number): string {
  const before = marks.filter(({ text, logBytes }) => logBytes <= logOffset && text.includes("/"));
  return /\] ([\w.-]+):/.exec(before.at(-1)?.text ?? "")?.[1] ?? "before the first step";
}

function isOutside({ kind, offset, length }: LogEntry, { diskBytes }: Recording): boolean {
  if (kind !== "write" && kind !== "discard") return false;
  return offset < poolOffset || offset + length > diskBytes - 1024 ** 2;
}
