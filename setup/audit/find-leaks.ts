import type { Host } from "../host/host.ts";
import type { Secret } from "../issues/secret.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { listProcesses } from "./gather-processes.ts";

/** Files that everyone may read, or that hold what programs said. */
const files = [
  ...[boxLayout.runtimeEnvironment, boxLayout.runtimeConfig, boxLayout.profileLock, boxLayout.handoff],
  ...[boxLayout.journal, boxLayout.maintenance, "/etc/clawdie/install.json", "/run/clawdie/issue"],
];
/** A log file beyond this is searched in its last part only. Bytes. */
const largest = 64 * 1024 * 1024;

/** Places where one of the secrets stands and must not. Never says which one, nor shows it. */
export async function findLeaks(host: Host, secrets: readonly Secret[]): Promise<string[]> {
  // Shorter ones would be found everywhere by chance.
  const values = secrets.map((secret) => Buffer.from(secret.reveal())).filter((value) => value.length >= 8);
  const holds = async (path: string): Promise<boolean> => {
    const bytes = await host.readFile(path).catch(() => null);
    const part = bytes?.subarray(Math.max(0, bytes.length - largest));
    return part !== undefined && values.some((value) => part.includes(value));
  };
  const leaks: string[] = [];
  for (const path of [...files, ...(await listFiles(host, "/var/log"))])
    if (await holds(path)) leaks.push(`file ${path}`);
  for (const pid of await listProcesses(host)) {
    if (await holds(`/proc/${pid}/cmdline`)) leaks.push(`arguments of process ${pid}`);
    if (await holds(`/proc/${pid}/environ`)) leaks.push(`environment of process ${pid}`);
  }
  return leaks;
}

async function listFiles(host: Host, folder: string): Promise<string[]> {
  const args = [folder, "-type", "f"];
  const result = await host.run("find", args, { allowExit: [0, 1], timeoutSeconds: 120 }).catch(() => null);
  return result?.stdout.split("\n").filter((line) => line !== "") ?? [];
}
