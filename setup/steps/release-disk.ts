import { claimPlace } from "../plan/disk-claim.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";
import { readClaim, requireClaim, verifyDisk } from "./verify-disk.ts";

/** Take the mark off: the disk starts by itself now, and is no longer one that a later start may begin anew. */
export const releaseDisk: StepHandler<"release-disk"> = {
  async check(step, host) {
    const machine = host.at("/");
    await verifyDisk(step.disk, machine);
    return (await readClaim(step.disk, machine)) === null ? satisfied : needed("still marked as unfinished");
  },
  async apply(step, host) {
    const machine = host.at("/");
    await machine.withDevice(step.disk.path, async (device) => {
      await requireClaim(step, machine);
      await device.write(claimPlace.offset, Buffer.alloc(claimPlace.length));
    });
    await machine.run("udevadm", ["settle", "--timeout=60"]);
  },
};
