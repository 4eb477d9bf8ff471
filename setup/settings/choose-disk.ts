import type { Disk, Facts } from "../facts/facts.ts";
import { buildIssue } from "../issues/build-issue.ts";
import type { IssueCode } from "../issues/codes.ts";
import type { Issue } from "../issues/issue.ts";
import { partitionNames } from "../plan/disk-layout.ts";
import type { TargetDisk } from "../plan/step.ts";

const gibibyte = 1024 ** 3;

/** An "8 GB" disk of any maker: decimal gigabytes, rounded down a little. */
const smallestDiskBytes = 7_900_000_000;
/** A "2 GB" machine after firmware and graphics have taken their part; the runtime alone needs 1 GB (docs/runtime.md). */
const smallestMemoryBytes = 1.75 * gibibyte;

export interface DiskChoice {
  readonly disk: TargetDisk | null;
  /** It carries an installation of ours that was cut short and never started: it is begun anew. */
  readonly unfinished: boolean;
  readonly issues: readonly Issue[];
}

/**
 * The only empty disk, or the reason why there is no such disk. Pure. `wanted` is INSTALL_DISK: a serial number or a
 * /dev/disk/by-id name; it narrows the choice and never widens it.
 */
export function chooseDisk(facts: Facts, wanted: string | null): DiskChoice {
  const disks = facts.disks.filter((disk) => !isStick(disk));
  const named = disks.filter((disk) => wanted === null || disk.serial === wanted || disk.byId === wanted);
  const empty = named.filter((disk) => describeObstacle(disk) === null || isUnfinished(disk));
  const usable = empty.filter((disk) => disk.sizeBytes >= smallestDiskBytes);
  const [only] = usable;
  if (only !== undefined && usable.length === 1) {
    const { path, serial, model, sizeBytes } = only;
    return { disk: { path, serial, model, sizeBytes }, unfinished: isUnfinished(only), issues: [] };
  }
  if (disks.length === 0) return refuse("disk.none");
  if (named.length === 0) return refuse("disk.not-found", {}, "INSTALL_DISK");
  if (usable.length > 1) return refuse("disk.several-empty", { count: usable.length });
  const [small] = empty;
  if (small !== undefined)
    return refuse("disk.too-small", { size: `${(small.sizeBytes / 1e9).toFixed(1)} GB` });
  return refuse("disk.none-empty");
}

function refuse(
  code: IssueCode,
  words: Record<string, string | number> = {},
  key: string | null = null,
): DiskChoice {
  return { disk: null, unfinished: false, issues: [buildIssue(code, { key }, words)] };
}

/** Our own medium, wherever it is plugged in. */
export function isStick(disk: Disk): boolean {
  return (
    disk.usedBy.includes("/run/clawdie/medium") ||
    disk.partitions.some((partition) => partition.partitionName === "CLAWDIE-SEED")
  );
}

/** Our three partitions without a boot sector, which is the last thing an installation writes: nothing to lose. */
export function isUnfinished(disk: Disk): boolean {
  const names = disk.partitions.map((partition) => partition.partitionName);
  return (
    !disk.bootCode && disk.usedBy.length === 0 && !disk.readOnly && names.join() === partitionNames.join()
  );
}

/** Why a disk cannot be taken, in a few words; null when it is empty and free. */
export function describeObstacle(disk: Disk): string | null {
  if (isStick(disk)) return "Clawdie stick";
  if (disk.usedBy.length > 0) return "in use";
  if (disk.readOnly) return "read-only";
  const systems = disk.partitions.map((partition) => partition.fileSystem).filter((name) => name !== null);
  const found = [...new Set([...systems, ...disk.signatures])];
  if (found.length > 0) return found.join(" ");
  if (disk.partitions.length > 0) return "has partitions";
  return disk.nonZero ? "not empty" : null;
}

/** Too little memory, with the figures; checked before anything is written. */
export function checkMemory(facts: Facts): Issue[] {
  if (facts.memoryBytes >= smallestMemoryBytes) return [];
  return [buildIssue("machine.too-little-memory", {}, { found: (facts.memoryBytes / gibibyte).toFixed(1) })];
}
