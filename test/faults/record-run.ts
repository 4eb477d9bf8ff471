import { statSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Firmware } from "../../iso/vm/machine-spec.ts";
import { createBoxWorld } from "../qemu/box-world.ts";
import { checkout, findMedium, readExample } from "../qemu/story-files.ts";
import { waitForResult } from "../qemu/wait-for-result.ts";
import { type Recording, recordingFiles, writeRecording } from "./recording.ts";

/** Beginnings of steps and boots, as the serial console shows them. */
const markedLine = /clawdie: \[\d+\/\d+\]|clawdie: RESULT|Linux version \d/;

export interface RecordOptions {
  /** Kept: the write log, its description, the serial log and the SSH key. */
  readonly folder: string;
  readonly firmware: Firmware;
  readonly cpus: number;
  readonly say: (line: string) => void;
}

/** One installation and one first boot up to the greeting, with every write and flush of the box's disk recorded. */
export async function recordRun({ folder, firmware, cpus, say }: RecordOptions): Promise<Recording> {
  await mkdir(folder, { recursive: true });
  const log = join(folder, recordingFiles.log);
  await writeFile(log, "");
  // Rows of an earlier recording say nothing about this one.
  for (const rows of ["work/cuts.jsonl", "boots.jsonl"]) await rm(join(folder, rows), { force: true });
  const marks: { text: string; logBytes: number; seconds: number }[] = [];
  await using world = await createBoxWorld({
    folder,
    checkout,
    firmware,
    image: await findMedium("img"),
    setupText: await readExample("minimal"),
    disk: { writeLog: log },
    machine: { cpus },
  });
  const { machine } = world;
  machine.serial.on("line", ({ text, seconds }) => {
    if (!markedLine.test(text)) return;
    marks.push({ text: text.trim(), logBytes: statSync(log).size, seconds });
    say(`${seconds.toFixed(0).padStart(5)} s  ${text.trim().slice(0, 110)}`);
  });
  const recording: Recording = {
    schema: 1,
    firmware,
    diskBytes: 8 * 1024 ** 3,
    marks,
    secrets: world.canaries,
  };
  try {
    await machine.start();
    await waitForResult(machine, "installed", 1800);
    await waitForResult(machine, "ready", 3600);
    await machine.stop({ timeoutSeconds: 180 });
    await world.verifyDecoys();
  } finally {
    // Also what a run that did not come to its end has written can be rebuilt.
    await writeRecording(folder, recording);
  }
  return recording;
}
