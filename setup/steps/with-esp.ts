import type { Host } from "../host/host.ts";
import { diskLayout, partitionPath } from "../plan/disk-layout.ts";
import type { TargetDisk } from "../plan/step.ts";

const mountPoint = "/run/clawdie/esp";

/** Run with the box's boot partition mounted; `esp` reads and writes below it. Unmounted in any case. */
export async function withEsp<T>(
  disk: TargetDisk,
  host: Host,
  access: "ro" | "rw",
  work: (esp: Host) => Promise<T>,
): Promise<T> {
  const machine = host.at("/");
  await machine.makeFolder(mountPoint, { mode: 0o700 });
  const device = partitionPath(disk.path, diskLayout.esp.number);
  await machine.run("mount", [
    "-t",
    "vfat",
    "-o",
    `${access},nosuid,nodev,noexec,umask=077,quiet`,
    device,
    mountPoint,
  ]);
  try {
    return await work(machine.at(mountPoint));
  } finally {
    await machine.run("umount", [mountPoint]);
  }
}
