import type { Host } from "../host/host.ts";
import { claimPlace } from "../plan/disk-claim.ts";
import type { TargetDisk } from "../plan/step.ts";
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
    await requireClaim(step, machine);
    await removeClaim(step.disk, machine);
  },
};

/** Zeros over the mark. The disk may be in use: by then it is the box's own. */
export async function removeClaim(disk: TargetDisk, machine: Host): Promise<void> {
  const { offset, length } = claimPlace;
  const place = [`bs=${length}`, `seek=${offset / length}`, "count=1", "conv=notrunc,fsync", "status=none"];
  await machine.run("dd", ["if=/dev/zero", `of=${disk.path}`, ...place]);
}
