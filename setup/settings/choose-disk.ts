import type { SetupConfig } from "../config/schema.ts";
import type { Disk, Facts } from "../facts/facts.ts";
import { buildIssue } from "../issues/build-issue.ts";
import type { Issue } from "../issues/issue.ts";
import type { DiskConsent, TargetDisk } from "../plan/step.ts";
import { explainNoDisk, refuseCode, refuseDisk } from "./explain-no-disk.ts";
import { isEmpty, isStick, isUnfinished } from "./judge-disk.ts";
import { matchDiskRule } from "./match-disk-rule.ts";
import { describeProblem, type SeenDisk, seeDisks } from "./see-disks.ts";

const gibibyte = 1024 ** 3;

/** A "2 GB" machine after firmware and graphics have taken their part; the runtime alone needs 1 GB (docs/runtime.md). */
const smallestMemoryBytes = 1.75 * gibibyte;

/** What setup.txt says about the disk. */
export type DiskWish = Pick<SetupConfig, "INSTALL_DISK" | "ERASE_DISK">;

export type DiskChoice =
  | { readonly disk: TargetDisk; readonly consent: DiskConsent; readonly issues: readonly [] }
  | { readonly disk: null; readonly consent: null; readonly issues: readonly Issue[] };

/**
 * The one disk to install on, with the consent that goes with it, or the reason why there is none. Pure. Without a code
 * only an empty disk (or one with our own unfinished installation) is ever taken; INSTALL_DISK narrows them and never
 * widens. A code names its disk by itself; where it and INSTALL_DISK disagree, nothing is taken.
 */
export function chooseDisk(facts: Facts, wish: DiskWish): DiskChoice {
  const disks = seeDisks(facts).filter((disk) => !isStick(disk));
  if (wish.ERASE_DISK !== null) return chooseByCode(facts, disks, wish.ERASE_DISK, wish.INSTALL_DISK);
  const free = disks.filter((disk) => isEmpty(disk) || isUnfinished(disk));
  const usable = free.filter((disk) => describeProblem(disk, facts.disks) === null);
  const [only, ...others] = matchDiskRule(wish.INSTALL_DISK, usable);
  if (only === undefined) return refuse(explainNoDisk(disks, free, wish.INSTALL_DISK, facts));
  if (others.length === 0) return take(only, null);
  const key = wish.INSTALL_DISK === null ? null : "INSTALL_DISK";
  return refuse(buildIssue("disk.several-empty", { key }, { count: others.length + 1 }));
}

/** The disk this code was printed for, or the one an interrupted installation took with it. */
function chooseByCode(
  facts: Facts,
  disks: readonly SeenDisk[],
  code: string,
  wanted: string | null,
): DiskChoice {
  const named = disks.filter(({ eraseCode }) => eraseCode === code);
  const begun = disks.filter((disk) => isUnfinished(disk) && disk.claim?.code === code);
  const [only, ...others] = named.length > 0 ? named : begun;
  if (only === undefined) return refuse(refuseCode(code, facts, disks));
  if (others.length > 0) return refuse(buildIssue("disk.erase-code-several", { key: "ERASE_DISK" }));
  if (matchDiskRule(wanted, disks).every(({ path }) => path !== only.path)) {
    return refuse(refuseDisk("disk.keys-disagree", only, { key: "INSTALL_DISK" }));
  }
  const problem = describeProblem(only, facts.disks);
  if (problem !== null) {
    return refuse(refuseDisk("disk.not-usable", only, { key: "ERASE_DISK" }, { reason: problem }));
  }
  return take(only, code);
}

function take(disk: Disk, code: string | null): DiskChoice {
  const { path, serial, model, sizeBytes, contentHash } = disk;
  const basis = isUnfinished(disk) ? "unfinished" : isEmpty(disk) ? "empty" : "erase-code";
  return {
    disk: { path, serial, model, sizeBytes },
    consent: { basis, code, serial, sizeBytes, contentHash },
    issues: [],
  };
}

function refuse(issue: Issue): DiskChoice {
  return { disk: null, consent: null, issues: [issue] };
}

/** Too little memory, with the figures; checked before anything is written. */
export function checkMemory(facts: Facts): Issue[] {
  if (facts.memoryBytes >= smallestMemoryBytes) return [];
  return [buildIssue("machine.too-little-memory", {}, { found: (facts.memoryBytes / gibibyte).toFixed(1) })];
}
