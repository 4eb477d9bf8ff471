import type { Disk, Facts } from "../facts/facts.ts";
import { buildIssue } from "../issues/build-issue.ts";
import type { IssueCode } from "../issues/codes.ts";
import type { Issue } from "../issues/issue.ts";
import { partitionNames } from "../plan/disk-layout.ts";
import type { TargetDisk } from "../plan/step.ts";
import { matchDiskRule } from "./match-disk-rule.ts";

const gibibyte = 1024 ** 3;
const installDisk = "INSTALL_DISK";

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
 * The only empty disk, or the reason why there is no such disk. Pure. `wanted` is INSTALL_DISK: it narrows the empty
 * disks and never widens them.
 */
export function chooseDisk(facts: Facts, wanted: string | null): DiskChoice {
  const disks = facts.disks.filter((disk) => !isStick(disk));
  const empty = disks.filter((disk) => describeObstacle(disk) === null || isUnfinished(disk));
  const usable = empty.filter((disk) => disk.sizeBytes >= smallestDiskBytes);
  const allowed = matchDiskRule(wanted, usable);
  const [only] = allowed;
  if (only === undefined) return explainAbsence(disks, empty, wanted);
  if (allowed.length > 1) {
    return refuse("disk.several-empty", { count: allowed.length }, wanted === null ? null : installDisk);
  }
  const { path, serial, model, sizeBytes } = only;
  return { disk: { path, serial, model, sizeBytes }, unfinished: isUnfinished(only), issues: [] };
}

/** Why none is left, the cause that is furthest from a choice first. */
function explainAbsence(disks: readonly Disk[], empty: readonly Disk[], wanted: string | null): DiskChoice {
  if (disks.length === 0) return refuse("disk.none");
  if (matchDiskRule(wanted, disks).length === 0) return refuse("disk.not-found", {}, installDisk);
  if (empty.length === 0) return refuse("disk.none-empty");
  const tooSmall = matchDiskRule(wanted, empty).map(({ sizeBytes }) => sizeBytes);
  if (tooSmall.length === 0) return refuse("disk.not-found-empty", {}, installDisk);
  return refuse("disk.too-small", { size: `${(Math.max(...tooSmall) / 1e9).toFixed(1)} GB` });
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
