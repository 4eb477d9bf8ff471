import type { Host } from "../host/host.ts";

/** openrc-run: 0 started, 3 stopped, 32 crashed, others in between.
 *  https://github.com/OpenRC/openrc/blob/master/sh/openrc-run.sh.in */
const statusExits = [0, 1, 2, 3, 4, 8, 16, 32];
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
