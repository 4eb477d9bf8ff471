import type { Host } from "../host/host.ts";
import { CommandError } from "../issues/exceptions.ts";

/** Devices that belong to a pool that is open right now. */
export async function readOpenPools(machine: Host): Promise<ReadonlySet<string>> {
  try {
    const options = { allowExit: [0, 1], timeoutSeconds: 20 };
    const { exitCode, stdout } = await machine.run("zpool", ["list", "-v", "-H", "-L", "-P"], options);
    return new Set(exitCode === 0 ? (stdout.match(/\/dev\/\S+/g) ?? []) : []);
  } catch (error) {
    // A computer without ZFS has no pool open; `clawdie facts` runs there too.
    if (error instanceof CommandError && error.exitCode === null) return new Set();
    throw error;
  }
}
