import { StepError } from "../issues/exceptions.ts";
import { diskLayout, partitionPath } from "../plan/disk-layout.ts";
import { installIdProperty } from "../plan/pool-identity.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";
import { requireClaim } from "./verify-disk.ts";

/** The pool of the box, mounted below the target. A pool of the same name on another disk is never looked at. */
export const createPool: StepHandler<"create-pool"> = {
  async check(step, host) {
    const query = ["get", "-H", "-o", "value", installIdProperty, step.pool];
    const { exitCode, stdout } = await host.run("zfs", query, { allowExit: [0, 1] });
    if (exitCode !== 0) return needed("no such pool");
    if (stdout.trim() === step.installId) return satisfied;
    const message = `a pool called ${step.pool} is already open here, and this installation did not make it`;
    throw new StepError(step.id, message, "Unplug the disk it lies on, then start again.");
  },
  async apply(step, host) {
    await requireClaim(step, host.at("/"));
    const partition = partitionPath(step.disk.path, diskLayout.pool.number);
    const { stdout } = await host.run("blkid", [
      "--probe",
      "--output",
      "value",
      "--match-tag",
      "PART_ENTRY_UUID",
      partition,
    ]);
    // The partition's own UUID, not sda3: the next boot may call the disk something else.
    const device = `/dev/disk/by-partuuid/${stdout.trim()}`;
    const pool = Object.entries(step.poolProperties).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
    const root = Object.entries(step.rootProperties).flatMap(([name, value]) => ["-O", `${name}=${value}`]);
    await host.at("/").makeFolder(step.mountPoint, { mode: 0o755 });
    await host.run("zpool", [
      ...["create", "-R", step.mountPoint, "-o", "cachefile=none", ...pool, ...root],
      ...["-O", `${installIdProperty}=${step.installId}`, step.pool, device],
    ]);
  },
};
