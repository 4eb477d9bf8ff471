import { readFile } from "node:fs/promises";
import { boxLayout } from "../../setup/plan/box-layout.ts";
import { SpendingSettings } from "../../setup/spending/spending-settings.ts";
import { runSpending } from "./run-spending.ts";

/** Entry point of the service clawdie-spending. The one argument is another settings file, for tests and trials. */
async function main(settingsPath: string): Promise<void> {
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop.abort());
  const settings = SpendingSettings.parse(JSON.parse(await readFile(settingsPath, "utf8")));
  const log = (line: string) => void process.stdout.write(`${line}\n`);
  await runSpending(settings, { log, signal: stop.signal, now: () => new Date() });
}

await main(process.argv[2] ?? boxLayout.spendingSettings);
