import type { Host } from "../host/host.ts";
import { SetupError } from "../issues/exceptions.ts";
import { diskLayout, partitionPath } from "../plan/disk-layout.ts";
import { installIdProperty } from "../plan/pool-identity.ts";
import type { StepOf } from "../plan/step.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";
import { readClaim, verifyDisk, wrongDisk } from "./verify-disk.ts";

type OpenStep = Pick<StepOf<"open-pool">, "disk" | "pool" | "poolGuid" | "installId" | "mountPoint">;

/** The pool of a box that is to be adopted, for writing; the very one that was looked at before. */
export const openPool: StepHandler<"open-pool"> = {
  async check(step, host) {
    const { exitCode, stdout } = await host.run("zpool", ["list", "-H", "-o", "guid", step.pool], {
      allowExit: [0, 1],
    });
    if (exitCode !== 0) {
      const machine = host.at("/");
      await verifyDisk(step.disk, machine);
      if ((await readClaim(step.disk, machine)) !== null)
        throw wrongDisk(step.disk, "it carries the mark of an unfinished installation");
      return needed("the pool is not open");
    }
    if (stdout.trim() === step.poolGuid) return satisfied;
    const message = `a pool called ${step.pool} is already open here, and it is another one`;
    throw new SetupError(message, "Unplug the disk it lies on, then start again.");
  },
  async apply(step, host) {
    const device = partitionPath(step.disk.path, diskLayout.pool.number);
    await host.at("/").makeFolder(step.mountPoint, { mode: 0o755 });
    const options = ["-N", "-f", "-o", "cachefile=none", "-R", step.mountPoint, "-d", device];
    await host.run("zpool", ["import", ...options, step.poolGuid]);
    await confirmIdentity(step, host);
  },
};

/** Nothing is written to a box that is not the one the settings were read from: it is closed again. */
async function confirmIdentity(step: OpenStep, host: Host): Promise<void> {
  const query = ["get", "-H", "-o", "value", installIdProperty, step.pool];
  const { stdout } = await host.run("zfs", query);
  if (stdout.trim() === step.installId) return;
  await host.run("zpool", ["export", step.pool]);
  throw wrongDisk(step.disk, "another installation is on it");
}
