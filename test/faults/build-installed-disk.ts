import { existsSync } from "node:fs";
import { join } from "node:path";
import { chooseWrites } from "./choose-writes.ts";
import { listBoundaries } from "./list-boundaries.ts";
import { parseWriteLog } from "./parse-write-log.ts";
import { readRecording, recordingFiles } from "./recording.ts";
import { ReplayedDisk } from "./replayed-disk.ts";
import type { InstalledDisk } from "./run-scenario.ts";

/** The recorded disk as the installation left it, before its first start. Built once for each recording. */
export async function buildInstalledDisk(folder: string): Promise<InstalledDisk> {
  const recording = await readRecording(folder);
  const file = join(folder, "installed.raw");
  const { secrets } = recording;
  if (existsSync(file)) return { file, secrets };
  const log = await parseWriteLog(join(folder, recordingFiles.log));
  const end = recording.marks.find(({ text }) => text.includes('"state":"installed"'))?.logBytes ?? 0;
  await using disk = await ReplayedDisk.create(file, log, recording.diskBytes);
  for (const { first, end: last, logOffset } of listBoundaries(log.entries)) {
    if (logOffset > end) break;
    await disk.apply(chooseWrites(log.entries.slice(first, last), "whole", 0));
  }
  return { file, secrets };
}
