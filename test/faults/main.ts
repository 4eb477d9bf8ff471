import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { renderException, SetupError } from "../../setup/issues/exceptions.ts";
import { readArguments } from "../read-arguments.ts";
import type { BootRow } from "./boot-rebuilt-disk.ts";
import { readKeptRows } from "./kept-rows.ts";
import { recordRun } from "./record-run.ts";
import { recordingFiles } from "./recording.ts";
import { renderBootTable, renderCutTable, renderScenarioTable } from "./render-tables.ts";
import { replayRecording } from "./replay-recording.ts";
import { runScenarios } from "./run-scenarios.ts";
import { scenarios } from "./scenarios.ts";

const usage = `npm run test:faults -- [options]

Faults on whole machines: rows of the table of scenarios, and disks rebuilt at each flush of a recorded run.
Without options: records a run when there is none, replays all of it, runs every scenario. Many hours; what was judged
or started before is not done again until a new run is recorded.

  --only <row>       one row: the name of a scenario, or cut:<number>:<whole|torn|reordered>
  --list             names of the scenarios
  --record           record an installation and a first boot anew, then stop
  --cuts             only the rebuilt disks
  --scenarios        only the scenarios
  --edges            of the rebuilt disks, those at the first flush of a step or with a write outside the pool
  --boot             with --only cut:…: start that disk and wait until the box is ready
  --boots <n>        so many of the rebuilt disks, spread over the recording, started until the box is ready
  --minutes <n>      end after this time, with what is done
  --seed <n>         for torn and reordered writes and the sample; default 1
  --cpus <n>         processors of a machine; default 2
  --folder <path>    recording, images and rows; default ~/.cache/clawdie/faults
`;

async function main(): Promise<number> {
  const values = readArguments(usage, {
    only: { type: "string" },
    list: { type: "boolean", default: false },
    record: { type: "boolean", default: false },
    cuts: { type: "boolean", default: false },
    scenarios: { type: "boolean", default: false },
    edges: { type: "boolean", default: false },
    boot: { type: "boolean", default: false },
    boots: { type: "string" },
    minutes: { type: "string" },
    seed: { type: "string", default: "1" },
    cpus: { type: "string", default: "2" },
    folder: { type: "string" },
  });
  if (values.list) return print(scenarios.map(({ name, fault }) => `${name.padEnd(22)} ${fault}\n`).join(""));
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
  const folder = values.folder ?? join(cache, "clawdie/faults");
  await mkdir(folder, { recursive: true });
  const common = { folder, cpus: Number(values.cpus), seed: Number(values.seed), say };
  const seconds = values.minutes === undefined ? null : Number(values.minutes) * 60;
  const cut = readCutName(values.only);
  const boots = values.boots === undefined ? null : Number(values.boots);
  const recorded = existsSync(join(folder, recordingFiles.description));
  const all = values.only === undefined && !values.scenarios && !values.cuts && boots === null;
  const replays = all || values.cuts || cut !== null || boots !== null;
  if (values.record || (!recorded && replays)) {
    await recordRun({ ...common, firmware: "uefi" });
    if (values.record) return 0;
  }
  let good = true;
  if (replays) {
    const { edges, boot } = values;
    const rows = await replayRecording({ ...common, cut, seconds, edges, boot, boots });
    print(renderCutTable(rows));
    good &&= rows.length > 0 && rows.every(({ broken }) => broken.length === 0);
    const started = await readKeptRows<BootRow>(join(folder, "boots.jsonl"));
    if (started.length > 0) print(renderBootTable(started));
    good &&= started.every(({ problem }) => problem === null);
  }
  if (all || values.scenarios || (values.only !== undefined && cut === null)) {
    const chosen = scenarios.filter(({ name }) => values.only === undefined || name === values.only);
    if (chosen.length === 0) throw new SetupError(`no row is called ${values.only}`, "--list names them.");
    const rows = await runScenarios(chosen, { ...common, seconds });
    print(renderScenarioTable(rows));
    good &&= rows.every(({ passed }) => passed);
  }
  return good ? 0 : 1;
}

/** cut:412:torn */
function readCutName(only: string | undefined): { number: number; variant: string } | null {
  const found = /^cut:(\d+):(whole|torn|reordered)$/.exec(only ?? "");
  return found === null ? null : { number: Number(found[1]), variant: found[2] ?? "" };
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  say(renderException(error, "the lines above"));
  process.exitCode = error instanceof SetupError ? 1 : 70;
}
