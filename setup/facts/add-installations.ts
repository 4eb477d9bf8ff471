import type { Host } from "../host/host.ts";
import { partitionNames } from "../plan/disk-layout.ts";
import type { Disk } from "./facts.ts";
import { readInstallation } from "./read-installation.ts";

/** The disks with what is installed on each; one after the other, because two pools of one name cannot be open together. */
export async function addInstallations(machine: Host, disks: readonly Disk[]): Promise<Disk[]> {
  const found: Disk[] = [];
  for (const disk of disks) {
    found.push(looksOwn(disk) ? { ...disk, installation: await readInstallation(machine, disk) } : disk);
  }
  return found;
}

/**
 * Our three partitions with what a finished box has in them, and no mark of an unfinished installation. Everything else
 * is not even looked at: a foreign pool is never opened. Pure.
 */
export function looksOwn(disk: Disk): boolean {
  const names = disk.partitions.map(({ partitionName }) => partitionName);
  const systems = disk.partitions.map(({ fileSystem }) => fileSystem);
  if (disk.claim !== null || disk.usedBy.length > 0 || disk.unreadable !== null) return false;
  return names.join() === partitionNames.join() && systems[1] === "vfat" && systems[2] === "zfs_member";
}
