import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { findMedium } from "../qemu/story-files.ts";
import { type BootRow, bootRebuiltDisk } from "./boot-rebuilt-disk.ts";
import { chooseBoots } from "./choose-boots.ts";
import type { Variant } from "./choose-writes.ts";
import { extractBaseLayer } from "./extract-base-layer.ts";
import { nameCut, readKeptRows } from "./kept-rows.ts";
import { OpenZfsTools } from "./openzfs-tools.ts";
import { parseWriteLog } from "./parse-write-log.ts";
import { type PlannedCut, planCuts } from "./plan-cuts.ts";
import { readRecording, recordingFiles } from "./recording.ts";
import { type CutRow, replayCuts, seedOfCut } from "./replay-cuts.ts";

export interface ReplayRecordingOptions {
  readonly folder: string;
  readonly cpus: number;
  readonly seed: number;
  /** Only this one; null: all that are planned. */
  readonly cut: { readonly number: number; readonly variant: string } | null;
  readonly edges: boolean;
  /** Start each disk that is rebuilt. */
  readonly boot: boolean;
  /** Rebuild so many only, spread over the recording, and start them; null: no sample. */
  readonly boots: number | null;
  readonly seconds: number | null;
  readonly say: (line: string) => void;
}

/** The recording in this folder, rebuilt and judged; what an earlier run has done is not done again. */
export async function replayRecording(options: ReplayRecordingOptions): Promise<CutRow[]> {
  const { folder, cpus, seed, seconds, say } = options;
  const recording = await readRecording(folder);
  const log = await parseWriteLog(join(folder, recordingFiles.log));
  const cuts = planCuts(log, recording, seed);
  say(`${cuts.length} flushes recorded, ${cuts.filter(({ chosen }) => chosen).length} to be tested`);
  const tools = await OpenZfsTools.unpack(await findBaseLayer(folder), join(folder, "openzfs"));
  const workFolder = join(folder, "work");
  await mkdir(workFolder, { recursive: true });
  const rows = await readKeptRows<CutRow>(join(workFolder, "cuts.jsonl"));
  if (rows.length > 0) say(`${rows.length} disks were judged before`);
  const ended = await replayCuts({
    ...{ workFolder, log, recording, cuts, tools, seed },
    ...(seconds === null ? {} : { seconds }),
    wanted: await chooseWanted(options, cuts, rows),
    onRow: (row) => {
      rows.push(row);
      if (row.broken.length > 0) say(`cut:${row.cut}:${row.variant} (${row.step}): ${row.broken.join("; ")}`);
      else if (rows.length % 50 === 0) say(`${rows.length} disks judged`);
    },
    onDisk: async (file, row) => {
      if (options.boot || options.boots !== null)
        await bootRebuiltDisk({ folder, recording, cpus, say }, file, row);
    },
  });
  say(ended === "all" ? "every planned disk was judged" : "the time is up: the rest was not judged");
  return [...new Map(rows.map((row) => [nameCut(row), row])).values()];
}

type Wanted = (cut: PlannedCut, variant: Variant) => boolean;

async function chooseWanted(
  { folder, cut, boots, edges, seed }: ReplayRecordingOptions,
  cuts: readonly PlannedCut[],
  judged: readonly CutRow[],
): Promise<Wanted> {
  if (cut !== null)
    return ({ boundary }, variant) => boundary.number === cut.number && variant === cut.variant;
  const started = boots === null ? [] : await readKeptRows<BootRow>(join(folder, "boots.jsonl"));
  const done = new Set((boots === null ? judged : started).map(nameCut));
  const sample = boots === null ? null : chooseBoots(cuts, boots, seed);
  return ({ boundary: { number }, stepEdge, outsidePool }, variant) => {
    if (done.has(nameCut({ cut: number, variant, seed: seedOfCut(seed, number) }))) return false;
    if (sample !== null) return sample.get(number)?.includes(variant) ?? false;
    return !edges || stepEdge || outsidePool;
  };
}

/** The packages of the box, from the image that was built last. */
async function findBaseLayer(folder: string): Promise<string> {
  return extractBaseLayer(await findMedium("img"), join(folder, "base.squashfs"));
}
