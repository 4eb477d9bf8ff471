import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { createDiskImage, detectDiskFormat } from "./disk-image.ts";
import type { Acceleration } from "./machine-spec.ts";
import { copyStickWithSeed, readSeedFile, type SeedFiles } from "./make-seed-image.ts";
import type { VmRequest } from "./parse-vm-arguments.ts";
import type { MachineOptions } from "./resolve-machine.ts";
import type { BoxResult } from "./serial-stages.ts";
import { VirtualMachine } from "./virtual-machine.ts";
import { type BoxOutcome, watchBox } from "./watch-box.ts";

/** Surroundings of a run, chosen by the entry point. */
export interface VmSurroundings {
  readonly acceleration: Acceleration;
  /** Stick image to install from when the request names none. */
  readonly defaultImage: string;
  readonly signal: AbortSignal;
  /** Progress for people, one line at a time. */
  readonly say: (line: string) => void;
}

/** The JSON result of `vm install`; times are seconds since the power-on they belong to. */
export interface InstallReport {
  readonly schema: 1;
  readonly firmware: string;
  readonly acceleration: string;
  readonly outcome: BoxOutcome;
  /** Of the latest power-on. */
  readonly stages: Readonly<Record<string, number>>;
  /** Of the power-ons that ended in a power cut. */
  readonly earlierStages: readonly Readonly<Record<string, number>>[];
  readonly result: BoxResult | null;
  /** What the box wrote back to the stick; null when it did not. */
  readonly setupResult: string | null;
  readonly serialProblems: readonly string[];
  readonly serialLog: string;
  readonly stick: string;
  readonly sshPort: number | null;
}

/** Boot the stick with a setup file and wait for the box's last word. The disk is made when it is missing. */
export async function runInstall(request: VmRequest, surroundings: VmSurroundings): Promise<InstallReport> {
  const { say, signal } = surroundings;
  const stick = `${request.disk}.stick.img`;
  const image = request.image ?? surroundings.defaultImage;
  if (!existsSync(request.disk))
    await createDiskImage(request.disk, "qcow2", request.diskGibibytes * 1024 ** 3);
  await copyStickWithSeed(image, stick, await readSetup(request.setup ?? ""));
  const options = await buildMachineOptions(request, surroundings.acceleration);
  await using machine = await VirtualMachine.create({ ...options, stick: { file: stick } });
  machine.serial.on("line", (line) => {
    if (line.text.includes("clawdie: ")) say(`${line.seconds.toFixed(0).padStart(5)} s  ${line.text.trim()}`);
  });
  await machine.start();
  say(
    `power on: ${request.firmware}, ${surroundings.acceleration}, SSH on port ${machine.spec.network.sshPort}`,
  );
  const { outcome, result } = await watchBox(machine, { ...request, signal });
  if (request.keepRunning && !signal.aborted && machine.running) {
    say("the box keeps running; Ctrl-C ends it");
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  }
  await machine.stop({ timeoutSeconds: result === null || signal.aborted ? 0 : 60 });
  const setupResult = await readSeedFile(stick, "SETUP-RESULT.txt");
  return {
    schema: 1,
    firmware: request.firmware,
    acceleration: surroundings.acceleration,
    outcome,
    stages: machine.stages(),
    earlierStages: Array.from({ length: machine.serial.powerOn - 1 }, (_, index) =>
      machine.stages(undefined, index + 1),
    ),
    result,
    setupResult: setupResult?.toString() ?? null,
    serialProblems: machine.serialProblems(),
    serialLog: options.serialLog ?? "",
    stick,
    sshPort: machine.spec.network.sshPort,
  };
}

/** What install and boot have in common. The UEFI variables stay beside the disk, as they stay in a computer. */
export async function buildMachineOptions(
  request: VmRequest,
  acceleration: Acceleration,
): Promise<MachineOptions> {
  const files = [request.disk, ...request.extraDisks];
  const disks = await Promise.all(
    files.map(async (file) => ({ file, format: await detectDiskFormat(file) })),
  );
  return {
    acceleration,
    disks,
    name: basename(request.disk),
    firmware: request.firmware,
    memoryMebibytes: request.memoryMebibytes,
    linkDown: request.linkDown,
    rtcBase: request.rtcBase,
    guestForwards: request.guestForwards,
    serialLog: request.serialLog ?? `${request.disk}.serial.log`,
    uefiVariables: `${request.disk}.uefi-variables.fd`,
    ...(request.sshPort === null ? {} : { sshPort: request.sshPort }),
  };
}

/** One setup.txt under any name, or all files of a folder. */
async function readSetup(path: string): Promise<SeedFiles> {
  if (!(await stat(path)).isDirectory()) return { "setup.txt": await readFile(path) };
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(path, name))])),
  );
}
