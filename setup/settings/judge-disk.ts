import type { Disk } from "../facts/facts.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { partitionNames } from "../plan/disk-layout.ts";
import { describeContent } from "./describe-content.ts";

/** An "8 GB" disk of any maker: decimal gigabytes, rounded down a little. */
export const smallestDiskBytes = 7_900_000_000;

const stickPartitions = ["CLAWDIE-SEED", "CLAWDIE-BOOT"];
/** As flashed, as a user would type it, and as FAT cuts it at 11 bytes. */
const seedLabels: readonly string[] = [boxLayout.seedLabel, "CLAWDIE-SEED", "CLAWDIE-SEE"];
/** Where the stick's own file systems are mounted. */
const stickMounts = ["/run/clawdie/stick", "/run/clawdie/medium", "/run/clawdie/seed"];

/** Our own medium or a seed, wherever it is plugged in: never written to, whatever setup.txt says. */
export function isStick(disk: Disk): boolean {
  const labels = [disk.label, ...disk.partitions.map(({ label }) => label)];
  return (
    disk.usedBy.some((user) => stickMounts.includes(user)) ||
    disk.partitions.some(({ partitionName }) => stickPartitions.includes(partitionName ?? "")) ||
    labels.some((label) => seedLabels.includes((label ?? "").trim().toUpperCase()))
  );
}

/** What may lie in our three partitions while an installation is under way. */
const ownSystems: readonly (readonly (string | null)[])[] = [
  [null],
  // dos: a boot sector of a FAT that is not there yet.
  [null, "vfat", "dos"],
  [null, "zfs_member"],
];
const ownSignatures = ["gpt", "PMBR", "dos"];

/**
 * An installation of ours that was cut short: claimed by us, and nothing on it but what we write (or were just clearing
 * away). A box loses the claim at the latest when it first starts. Another system that was installed later has
 * partitions or signatures of its own, and is kept.
 */
export function isUnfinished(disk: Disk): boolean {
  if (disk.claim === null || describeUse(disk) !== null) return false;
  const { clearing } = disk.claim;
  // Taken, but nothing is gone yet: whoever changed their mind in between is heard.
  if (clearing?.contentHash === disk.contentHash) return false;
  const expected = [...ownSignatures, ...(clearing?.signatures ?? [])];
  if (!disk.signatures.every((signature) => expected.includes(signature))) return false;
  if (disk.partitions.length === 0) return true;
  const names = disk.partitions.map(({ partitionName }) => partitionName);
  const systemsAreOurs = disk.partitions.every(({ fileSystem }, at) => ownSystems[at]?.includes(fileSystem));
  return names.join() === partitionNames.join() && systemsAreOurs;
}

/** True when nothing lies on it: no signature, no partition, and zeros at both ends. */
export function isEmpty(disk: Disk): boolean {
  return disk.unreadable === null && !disk.nonZero && disk.signatures.length + disk.partitions.length === 0;
}

/** What keeps a disk from being written to even if its owner wants it; null when nothing does. In a few words. */
export function describeUse(disk: Disk): string | null {
  if (isStick(disk)) return "Clawdie stick";
  if (disk.usedBy.length > 0) return "in use";
  if (disk.readOnly) return "read-only";
  return disk.unreadable === null ? null : `could not be read: ${disk.unreadable}`;
}

/** Why a disk is not simply taken, in words; null when it is empty and free. */
export function describeObstacle(disk: Disk): string | null {
  const use = describeUse(disk);
  if (use !== null || isUnfinished(disk) || isEmpty(disk)) return use;
  return describeContent(disk) ?? "not empty";
}

/** Disks that are seen twice: two cables to one disk (multipath). Nobody can say what writing to one of them does. */
export function listTwins(disks: readonly Disk[]): ReadonlySet<string> {
  const count = new Map<string, number>();
  // With the serial number, because cheap disks share a world-wide name.
  const name = ({ wwn, serial, sizeBytes }: Disk) => (wwn === null ? null : `${wwn} ${serial} ${sizeBytes}`);
  for (const disk of disks) {
    const own = name(disk);
    if (own !== null) count.set(own, (count.get(own) ?? 0) + 1);
  }
  return new Set(disks.filter((disk) => (count.get(name(disk) ?? "") ?? 0) > 1).map(({ path }) => path));
}
