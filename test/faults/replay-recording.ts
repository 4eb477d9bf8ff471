import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { findMedium } from "../qemu/story-files.ts";
import { bootRebuiltDisk } from "./boot-rebuilt-disk.ts";
import { extractBaseLayer } from "./extract-base-layer.ts";
import { OpenZfsTools } from "./openzfs-tools.ts";
import { parseWriteLog } from "./parse-write-log.ts";
import { planCuts } from "./plan-cuts.ts";
import { readRecording, recordingFiles } from "./recording.ts";
import { type CutRow, replayCuts } from "./replay-cuts.ts";

export interface ReplayRecordingOptions {
  readonly folder: string;
  readonly cpus: number;
  readonly seed: number;
  /** Only this one; null: all that are planned. */
  readonly cut: { readonly number: number; readonly variant: string } | null;
  readonly edges: boolean;
  /** Start each rebuilt disk, too. */
  readonly boot: boolean;
  readonly seconds: number | null;
  readonly say: (line: string) => void;
}

/** The recording in this folder, rebuilt and judged. */
export async function replayRecording(options: ReplayRecordingOptions): Promise<CutRow[]> {
  const { folder, cpus, seed, cut, edges, boot, seconds, say } = options;
  const recording = await readRecording(folder);
  const log = await parseWriteLog(join(folder, recordingFiles.log));
  const cuts = planCuts(log, recording, seed);
  say(`${cuts.length} flushes recorded, ${cuts.filter(({ chosen }) => chosen).length} to be tested`);
  const tools = await OpenZfsTools.unpack(await findBaseLayer(folder), join(folder, "openzfs"));
  const workFolder = join(folder, "work");
  await mkdir(workFolder, { recursive: true });
  const rows: CutRow[] = [];
  const ended = await replayCuts({
    ...{ workFolder, log, recording, cuts, tools, seed },
    ...(seconds === null ? {} : { seconds }),
    wanted: ({ boundary, stepEdge, outsidePool }, variant) =>
      cut === null
        ? !edges || stepEdge || outsidePool
        : boundary.number === cut.number && variant === cut.variant,
    onRow: (row) => {
      rows.push(row);
      if (row.broken.length > 0) say(`cut:${row.cut}:${row.variant} (${row.step}): ${row.broken.join("; ")}`);
      else if (rows.length % 50 === 0) say(`${rows.length} disks judged`);
    },
    onDisk: async (file, row) => {
      if (boot) await bootRebuiltDisk({ folder, recording, cpus, say }, file, row);
    },
  });
  say(ended === "all" ? "every planned disk was judged" : "the time is up: the rest was not judged");
  return rows;
}

/** The packages of the box, from the image that was built last. */
async function findBaseLayer(folder: string): Promise<string> {
  return extractBaseLayer(await findMedium("img"), join(folder, "base.squashfs"));
}
