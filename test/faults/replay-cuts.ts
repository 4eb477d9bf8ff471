import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { chooseWrites, type Variant, variants } from "./choose-writes.ts";
import { type CutMoment, judgeCut } from "./judge-cut.ts";
import { type HeadState, observeHead, observePool, type PoolDepth } from "./observe-disk.ts";
import type { OpenZfsTools } from "./openzfs-tools.ts";
import type { WriteLog } from "./parse-write-log.ts";
import type { PlannedCut } from "./plan-cuts.ts";
import type { Recording } from "./recording.ts";
import { ReplayedDisk } from "./replayed-disk.ts";

/** One rebuilt disk and what was found. */
export interface CutRow {
  readonly cut: number;
  readonly variant: Variant;
  readonly seed: number;
  readonly phase: "install" | "firstboot";
  readonly step: string;
  /** How the next start goes on: from its own disk, or by installing anew. */
  readonly next: "starts" | "installs" | "stuck";
  readonly claimed: boolean;
  /** How much of the pool was read: `all` content, all `metadata`, what opening all datasets reads; `none` before there is one. */
  readonly verified: "all" | "metadata" | "opened" | "none";
  readonly broken: readonly string[];
  readonly milliseconds: number;
}

export interface ReplayOptions {
  /** For the images, twice the size of what was written, and the rows as `cuts.jsonl`. */
  readonly workFolder: string;
  readonly log: WriteLog;
  readonly recording: Recording;
  readonly cuts: readonly PlannedCut[];
  readonly tools: OpenZfsTools;
  readonly seed: number;
  /** Which of the variants of which cut; default: all three of every chosen one. */
  readonly wanted?: (cut: PlannedCut, variant: Variant) => boolean;
  /** Stop after this many seconds, with what is done. */
  readonly seconds?: number;
  readonly onRow: (row: CutRow) => void;
  /** Called with the image of each rebuilt disk that is wanted, while it is as the cut left it. */
  readonly onDisk?: (file: string, row: CutRow) => Promise<void>;
}

/** The recorded disk rebuilt at every planned cut, judged without starting anything; rows also go to `cuts.jsonl`. */
export async function replayCuts(options: ReplayOptions): Promise<"all" | "time is up"> {
  const { workFolder, log, recording, cuts } = options;
  const finished = await observeFinished(options);
  await using disk = await ReplayedDisk.create(join(workFolder, "cut.raw"), log, recording.diskBytes);
  const heads = new HeadCache(disk.file, recording.diskBytes);
  const started = performance.now();
  for (const cut of cuts) {
    const requests = log.entries.slice(cut.boundary.first, cut.boundary.end);
    if (options.seconds !== undefined && performance.now() - started > options.seconds * 1000)
      return "time is up";
    for (const variant of orderOf(variants)) {
      const seed = seedOfCut(options.seed, cut.boundary.number);
      const kept = chooseWrites(requests, variant, seed);
      const wanted = cut.chosen && (options.wanted?.(cut, variant) ?? true);
      const judge = async (): Promise<void> => {
        if (!wanted) return;
        const row = await judgeDisk({ ...options, disk, heads, finished }, cut, variant, seed);
        await appendFile(join(workFolder, "cuts.jsonl"), `${JSON.stringify(row)}\n`);
        options.onRow(row);
        await options.onDisk?.(disk.file, row);
      };
      heads.note(cut);
      if (variant !== "whole") {
        if (wanted) await disk.withCut(kept, judge);
        continue;
      }
      await disk.apply(kept);
      await judge();
    }
  }
  return "all";
}

/** What decides about one cut; it is in its row. */
export function seedOfCut(seed: number, cut: number): number {
  return seed * 100_003 + cut;
}

/** The whole flush last: it moves the disk forward. */
function orderOf(all: readonly Variant[]): Variant[] {
  return [...all.filter((variant) => variant !== "whole"), "whole"];
}

/** The end of the recording: a box that was ready and shut down. */
async function observeFinished({ workFolder, log, recording, tools }: ReplayOptions): Promise<CutMoment> {
  await using disk = await ReplayedDisk.create(join(workFolder, "finished.raw"), log, recording.diskBytes);
  await disk.apply(log.entries.map((entry) => ({ entry, sectors: null })));
  const head = await observeHead(disk.file, recording.diskBytes);
  const pool = await observePool(disk.file, recording.diskBytes, tools, "all");
  const rootDataset = pool.datasets.find((name) => name.startsWith("zroot/ROOT/"));
  const moment = { poolMade: true, finishedBootFiles: head.bootFiles ?? "", rootDataset: rootDataset ?? "" };
  const broken = judgeCut(head, pool, moment);
  if (broken.length > 0 || head.bootFiles === null)
    throw new Error(`the recorded box is not whole: ${broken}`);
  return moment;
}

/** What lies outside the pool changes in few of the cuts: it is looked at again only when it may have. */
class HeadCache {
  readonly #file: string;
  readonly #sizeBytes: number;
  #known: HeadState | null = null;
  #keep = false;

  constructor(file: string, sizeBytes: number) {
    this.#file = file;
    this.#sizeBytes = sizeBytes;
  }

  note(cut: PlannedCut): void {
    // Before the pool is whole, its labels decide what the partition is taken for.
    this.#keep = !cut.outsidePool && cut.poolMade;
    if (!this.#keep) this.#known = null;
  }

  async read(): Promise<HeadState> {
    const state = this.#known ?? (await observeHead(this.#file, this.#sizeBytes));
    this.#known = this.#keep ? state : null;
    return state;
  }
}

interface Bench extends ReplayOptions {
  readonly disk: ReplayedDisk;
  readonly heads: HeadCache;
  readonly finished: CutMoment;
}

async function judgeDisk(bench: Bench, cut: PlannedCut, variant: Variant, seed: number): Promise<CutRow> {
  const began = performance.now();
  const head = await bench.heads.read();
  const starts = head.starts.bios || head.starts.uefi || head.starts.marker;
  const look = starts || cut.poolMade;
  // Everything at the edges of steps, less elsewhere: a minute instead of ten for a hundred disks.
  const depth: PoolDepth = variant !== "whole" ? "opened" : cut.stepEdge ? "all" : "metadata";
  const pool = look
    ? await observePool(bench.disk.file, bench.recording.diskBytes, bench.tools, depth)
    : null;
  const broken = judgeCut(head, pool, { ...bench.finished, poolMade: cut.poolMade });
  return {
    ...{ cut: cut.boundary.number, variant, seed, phase: cut.phase, step: cut.step },
    next: head.starts.marker
      ? "starts"
      : ["empty", "unfinished"].includes(head.decision)
        ? "installs"
        : "stuck",
    claimed: head.claimedBy !== null,
    verified: look ? depth : "none",
    broken,
    milliseconds: Math.round(performance.now() - began),
  };
}
