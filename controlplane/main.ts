import { readFile } from "node:fs/promises";
import { boxLayout } from "../setup/plan/box-layout.ts";
import { parseControlSettings } from "./control-settings.ts";
import { runControlPlane } from "./run-control-plane.ts";

/** Entry point of the service clawdie-controlplane. The one argument is another control.env, for tests and trials. */
async function main(settingsPath: string): Promise<void> {
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop.abort());
  const settings = parseControlSettings(await readFile(settingsPath, "utf8"));
  const log = (line: string) => void process.stdout.write(`${line}\n`);
  // In the image the bundle lies beside the same two folders.
  await runControlPlane(settings, { log, signal: stop.signal, programFolder: import.meta.dirname });
}

await main(process.argv[2] ?? boxLayout.controlEnv);
