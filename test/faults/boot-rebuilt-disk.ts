import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { runProgram } from "../../iso/vm/run-program.ts";
import { createBoxWorld } from "../qemu/box-world.ts";
import { checkout, findMedium, readExample } from "../qemu/story-files.ts";
import { waitForResult } from "../qemu/wait-for-result.ts";
import type { Recording } from "./recording.ts";
import type { CutRow } from "./replay-cuts.ts";

/** Far more than needed: other machines may run as well. */
const patience = 3600;

export interface BootOptions {
  readonly folder: string;
  readonly recording: Recording;
  readonly cpus: number;
  readonly say: (line: string) => void;
}

/** How a start of a rebuilt disk ended. */
export interface BootRow {
  readonly cut: number;
  readonly variant: string;
  readonly seed: number;
  readonly step: string;
  /** Starts from power-on to the greeting: one, or two when it was installed anew. */
  readonly starts: number;
  readonly problem: string | null;
  readonly seconds: number;
}

/** More than two starts from the cut to the greeting are a failure, whatever the box says then. Pure. */
export function describeStarts(starts: number): string | null {
  return starts <= 2 ? null : `ready, but only after ${starts} starts; at most two are right`;
}

/** Power comes back: the stick is in, the same owner and services wait. Rows go to `boots.jsonl`. */
export async function bootRebuiltDisk(options: BootOptions, file: string, row: CutRow): Promise<BootRow> {
  const { folder, recording, cpus, say } = options;
  const started = performance.now();
  const place = await mkdtemp(join(folder, "boot-"));
  const disk = join(place, "disk.raw");
  await runProgram("cp", ["--sparse=always", "--", file, disk]);
  await using world = await createBoxWorld({
    ...{ folder: place, checkout, firmware: recording.firmware, secrets: recording.secrets },
    image: await findMedium("img"),
    setupText: await readExample("minimal"),
    disk: { file: disk, format: "raw" },
    machine: { cpus },
  });
  const { machine } = world;
  const found = await (async () => {
    await machine.start();
    if (row.next === "installs") await waitForResult(machine, "installed", patience);
    await waitForResult(machine, "ready", patience);
    await world.verifyDecoys();
    return machine.serialProblems()[0] ?? null;
  })().catch((error: unknown) => String(error).slice(0, 300));
  const starts = machine.serial.lines.filter(({ text }) => /OpenRC .*is starting up/.test(text)).length;
  await machine.stop({ timeoutSeconds: 120 });
  const problem = found ?? describeStarts(starts);
  const seconds = Math.round((performance.now() - started) / 1000);
  const { cut, variant, seed, step } = row;
  const result = { cut, variant, seed, step, starts, problem, seconds };
  await appendFile(join(folder, "boots.jsonl"), `${JSON.stringify(result)}\n`);
  say(`cut:${cut}:${variant}: ${problem ?? `ready after ${starts} starts`} (${seconds} s)`);
  if (problem === null) await rm(place, { recursive: true });
  return result;
}
