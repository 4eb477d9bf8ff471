import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { diskLayout, partitionPath } from "../plan/disk-layout.ts";
import type { TargetDisk } from "../plan/step.ts";

/** A pool of ours and the root dataset in it. */
export interface BoxPlace {
  readonly disk: TargetDisk;
  readonly poolGuid: string;
  readonly rootDataset: string;
}

const altroot = "/run/clawdie/found";
const rootPoint = "/run/clawdie/found-root";
const seconds = 120;

/**
 * Work on the root of an installed box that is not running. Its pool is opened read-only (no log is replayed, no label
 * written), by GUID and from this partition alone, and closed in any case. @throws CommandError when it cannot be opened.
 */
export async function withReadOnlyBox<T>(
  machine: Host,
  { disk, poolGuid, rootDataset }: BoxPlace,
  work: (box: Host) => Promise<T>,
): Promise<T> {
  const device = partitionPath(disk.path, diskLayout.pool.number);
  await machine.makeFolder(rootPoint, { mode: 0o700 });
  // -f: the box used it last, under its own host id.
  const options = ["-N", "-f", "-o", "readonly=on", "-o", "cachefile=none", "-R", altroot, "-d", device];
  await machine.run("zpool", ["import", ...options, poolGuid], { timeoutSeconds: seconds });
  try {
    await machine.run("mount", ["-t", "zfs", "-o", "ro,zfsutil", rootDataset, rootPoint]);
    try {
      return await work(machine.at(rootPoint));
    } finally {
      await machine.run("umount", [rootPoint]);
    }
  } finally {
    await machine.run("zpool", ["export", boxLayout.pool], { timeoutSeconds: seconds });
  }
}
