import type { Host } from "../host/host.ts";

const mountPoint = "/run/clawdie/previous-root";

/** Run with the system so far mounted for reading only. Unmounted in any case. */
export async function withPreviousRoot<T>(
  rootDataset: string,
  host: Host,
  work: (previous: Host) => Promise<T>,
): Promise<T> {
  const machine = host.at("/");
  await machine.makeFolder(mountPoint, { mode: 0o700 });
  await machine.run("mount", ["-t", "zfs", "-o", "ro,zfsutil", rootDataset, mountPoint]);
  try {
    return await work(machine.at(mountPoint));
  } finally {
    await machine.run("umount", [mountPoint]);
  }
}
