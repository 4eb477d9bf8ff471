import { existsSync } from "node:fs";
import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { buildInstalledDisk } from "./build-installed-disk.ts";
import { recordingFiles } from "./recording.ts";
import { runScenario } from "./run-scenario.ts";
import type { Scenario, ScenarioRow } from "./scenario.ts";

export interface ScenariosOptions {
  readonly folder: string;
  readonly cpus: number;
  /** No row is begun after this time; null: all are. */
  readonly seconds: number | null;
  readonly say: (line: string) => void;
}

/** One row after the other; each also goes to `scenarios.jsonl`. The folder of a row that fails is kept. */
export async function runScenarios(
  chosen: readonly Scenario[],
  { folder, cpus, seconds, say }: ScenariosOptions,
): Promise<ScenarioRow[]> {
  const started = performance.now();
  const recorded = existsSync(join(folder, recordingFiles.description));
  const rows: ScenarioRow[] = [];
  for (const scenario of chosen) {
    if (seconds !== null && performance.now() - started > seconds * 1000) break;
    say(`${scenario.name}: ${scenario.fault} (usually ${scenario.minutes} min)`);
    const place = await mkdtemp(join(folder, `${scenario.name}-`));
    const prepared = scenario.fromInstalled === true && recorded;
    const installed = prepared ? await buildInstalledDisk(folder) : null;
    const row = await runScenario(scenario, { folder: place, cpus, installed });
    rows.push(row);
    await appendFile(join(folder, "scenarios.jsonl"), `${JSON.stringify(row)}\n`);
    for (const problem of row.problems) say(`  ${problem}`);
    say(`  ${row.passed ? "passed" : `failed; kept: ${place}`} in ${row.seconds} s`);
    if (row.passed) await rm(place, { recursive: true });
  }
  return rows;
}
