import type { Host } from "../host/host.ts";

/** `rc-service <service> status`: 0 started, 3 stopped, 32 crashed, 64 without its supervisor, others in between.
 *  OpenRC's sh/openrc-run.sh and sh/supervise-daemon.sh. */
export const statusExits: readonly number[] = [0, 1, 2, 3, 4, 8, 16, 32, 64];
const stopped = 3;

/** What the supervisor believes of a service: whether it answers is for its own probe. */
export async function readServiceState(
  service: string,
  host: Host,
): Promise<"started" | "stopped" | "between"> {
  const options = { allowExit: statusExits, timeoutSeconds: 60 };
  const { exitCode } = await host.run("rc-service", [service, "status"], options);
  if (exitCode === 0) return "started";
  return exitCode === stopped ? "stopped" : "between";
}
