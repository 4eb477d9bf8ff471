import type { Disk, Facts } from "../facts/facts.ts";
import { buildEraseCode } from "./erase-code.ts";
import { describeUse, isEmpty, isUnfinished, listTwins, smallestDiskBytes } from "./judge-disk.ts";

/** A disk as the operator is shown it. */
export interface SeenDisk extends Disk {
  /** What ERASE_DISK must say to have it erased; null when it cannot be, or need not. */
  readonly eraseCode?: string | null;
  /** Why it could not be used even if it were empty; null when nothing is in the way. */
  readonly problem?: string | null;
}

/** All disks of the machine, with the code for each that holds data and could be erased. Pure. */
export function seeDisks(facts: Facts): SeenDisk[] {
  return facts.disks.map((disk) => {
    const free = isEmpty(disk) || isUnfinished(disk);
    const problem = describeProblem(disk, facts.disks);
    const erasable = !free && problem === null;
    return { ...disk, eraseCode: erasable ? buildEraseCode(facts, disk) : null, problem };
  });
}

/** Why a disk cannot be installed on even if it were empty; null when nothing is in the way. In a few words. Pure. */
export function describeProblem(disk: Disk, all: readonly Disk[]): string | null {
  const use = describeUse(disk);
  if (use !== null) return use;
  if (listTwins(all).has(disk.path)) return "shown twice (two cables to one disk)";
  return disk.sizeBytes < smallestDiskBytes ? "smaller than 8 GB" : null;
}
