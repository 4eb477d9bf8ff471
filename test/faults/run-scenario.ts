import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createOverlay } from "../../iso/vm/disk-image.ts";
import { readSeedFile } from "../../iso/vm/make-seed-image.ts";
import type { DiskOptions } from "../../iso/vm/resolve-machine.ts";
import { SetupError } from "../../setup/issues/exceptions.ts";
import { type BoxWorld, createBoxWorld } from "../qemu/box-world.ts";
import { checkout, findMedium, readExample } from "../qemu/story-files.ts";
import { findHeadline } from "./find-headline.ts";
import { parseWriteLog } from "./parse-write-log.ts";
import type { Ending, Preparation, Scenario, ScenarioRow } from "./scenario.ts";

/** A refusal is told 20 s after it was on the screen; then there may be no address yet. */
const noticeSeconds = 300;

/** What the scenarios of a box that is installed already start from. */
export interface InstalledDisk {
  /** Raw image; never written to. */
  readonly file: string;
  readonly secrets: BoxWorld["canaries"];
}

export interface ScenarioOptions {
  /** Emptied by the caller; disks, stick and serial log stay in it. */
  readonly folder: string;
  readonly cpus: number;
  /** Null: none was recorded, and such scenarios cannot run. */
  readonly installed: InstalledDisk | null;
}

/** One row: make the machine, strike, wait for its word, compare what was said where and written where. */
export async function runScenario(scenario: Scenario, options: ScenarioOptions): Promise<ScenarioRow> {
  const started = performance.now();
  const prepared = (await scenario.prepare?.(options.folder)) ?? {};
  const logs: string[] = [];
  await using world = await makeWorld(scenario, prepared, options, logs);
  const problems = await Promise.race([watch(scenario, world), failOnPanic(world)]).then(
    () => [] as string[],
    (error: unknown) => [String(error).slice(0, 400)],
  );
  await world.machine.stop({ timeoutSeconds: scenario.ends.untouched ? 0 : 120 });
  const told = await readStick(world);
  const said = collectWords(world, told);
  const writes = await countWrites(logs);
  problems.push(...compare(scenario.ends, world, { ...said, told, writes }));
  await world.verifyDecoys().catch((error: unknown) => problems.push(String(error)));
  const { name, fault } = scenario;
  const seconds = Math.round((performance.now() - started) / 1000);
  return { name, fault, passed: problems.length === 0, problems, seconds, ...said, writes };
}

async function makeWorld(
  { fromInstalled }: Scenario,
  prepared: Preparation,
  { folder, cpus, installed }: ScenarioOptions,
  logs: string[],
): Promise<BoxWorld> {
  const logged = async (disk: DiskOptions): Promise<DiskOptions> => {
    const writeLog = join(folder, `writes-${logs.length}.log`);
    await writeFile(writeLog, "");
    logs.push(writeLog);
    return { ...disk, writeLog };
  };
  const overlay = join(folder, "disk.qcow2");
  if (fromInstalled && installed === null)
    throw new SetupError("this row starts from an installed disk", "Record a run first: --record");
  const base = fromInstalled ? installed : null;
  if (base !== null) await createOverlay(base.file, "raw", overlay);
  const own = base === null ? (prepared.disk ?? {}) : { file: overlay };
  const further = [];
  for (const disk of prepared.furtherDisks ?? []) further.push(await logged(disk));
  const { file: _, ...disk } = await logged({ file: "", ...own });
  return createBoxWorld({
    ...{ folder, checkout, firmware: "uefi", furtherDisks: further },
    disk: own.file === undefined ? disk : { ...disk, file: own.file },
    image: await findMedium("img"),
    setupText: await readExample("minimal"),
    machine: { cpus, ...prepared.machine },
    ...(prepared.setup === undefined ? {} : { editSetup: prepared.setup }),
    ...(base === null ? {} : { secrets: base.secrets }),
  });
}

/** A guest that is dead has nothing more to say. */
async function failOnPanic({ machine }: BoxWorld): Promise<never> {
  return new Promise((_, reject) => {
    machine.serial.on("line", ({ text }) => {
      if (text.includes("Kernel panic")) reject(new Error(text.trim()));
    });
  });
}

async function watch({ strike, ends }: Scenario, world: BoxWorld): Promise<void> {
  const { machine } = world;
  await machine.start();
  const wait = { timeoutSeconds: ends.timeoutSeconds };
  let after = 0;
  if (strike !== undefined) {
    await machine.waitForSerial(strike.after, wait);
    after = machine.serial.mark();
    await strike.act(world);
  }
  await machine.waitForSerial(new RegExp(`clawdie: RESULT .*"state":"${ends.state}"`), { ...wait, after });
  const { telegram } = ends;
  if (telegram !== null)
    await world.telegram.waitForMessage(({ text }) => telegram.test(text), noticeSeconds);
  // The block for people comes with the line for programs; the stick is let go of right after.
  await new Promise((resolve) => setTimeout(resolve, 3000));
}

type Words = Pick<ScenarioRow, "screen" | "stick" | "telegram">;

/** All of SETUP-RESULT.txt; empty when it is not there. */
async function readStick({ stick }: BoxWorld): Promise<string> {
  return String((await readSeedFile(stick, "SETUP-RESULT.txt").catch(() => null)) ?? "");
}

function collectWords({ machine, telegram }: BoxWorld, told: string): Words {
  return {
    screen: findHeadline(machine.serial.lines.map(({ text }) => text)),
    stick: findHeadline(told.split(/\r?\n/)),
    telegram: telegram.sent[0]?.text.split("\n")[0] ?? "",
  };
}

/** Requests that change a disk. An empty file is a log of no request at all. */
async function countWrites(logs: readonly string[]): Promise<number> {
  let writes = 0;
  for (const log of logs) {
    const parsed = await parseWriteLog(log).catch(() => null);
    writes += parsed?.entries.filter(({ length }) => length > 0).length ?? 0;
  }
  return writes;
}

function compare(
  ends: Ending,
  { machine }: BoxWorld,
  found: Words & { readonly told: string; readonly writes: number },
): string[] {
  const shown = machine.serial.lines.map(({ text }) => text).join("\n");
  const result = shown.split("\n").findLast((line) => line.includes(`"state":"${ends.state}"`)) ?? "";
  const problems = [
    ...ends.screen.filter((words) => !words.test(shown)).map((words) => `the screen never said ${words}`),
    ...(ends.stick ?? [])
      .filter((words) => !words.test(found.told))
      .map((words) => `the stick never said ${words}`),
    ...(ends.codes ?? []).filter((code) => !result.includes(`"${code}"`)).map((code) => `no ${code}`),
    ...machine.serialProblems().map((line) => `console: ${line}`),
  ];
  const { telegram, writes } = found;
  if (ends.untouched && writes > 0) problems.push(`${writes} writes to disks that were refused`);
  if (ends.telegram === null && telegram !== "") problems.push(`the owner was sent: ${telegram}`);
  if (ends.telegram !== null && !ends.telegram.test(telegram)) problems.push("the owner was told nothing");
  return problems;
}
