import type { Disk, Facts } from "../facts/facts.ts";
import { buildIssue, type IssuePlace, type IssueWords } from "../issues/build-issue.ts";
import type { IssueCode } from "../issues/codes.ts";
import type { Issue } from "../issues/issue.ts";
import { describeContent } from "./describe-content.ts";
import { explainOldCode } from "./erase-code.ts";
import { matchDiskRule } from "./match-disk-rule.ts";
import { describeProblem, type SeenDisk } from "./see-disks.ts";

const inInstallDisk: IssuePlace = { key: "INSTALL_DISK" };
const inEraseDisk: IssuePlace = { key: "ERASE_DISK" };

/** Why no disk is left, the cause that is furthest from a choice first. `free` are those that hold nothing. Pure. */
export function explainNoDisk(
  disks: readonly SeenDisk[],
  free: readonly SeenDisk[],
  wanted: string | null,
  facts: Facts,
): Issue {
  if (disks.length === 0) return buildIssue("disk.none");
  const matched = matchDiskRule(wanted, disks);
  const [only] = matched;
  if (only === undefined) return buildIssue("disk.not-found", inInstallDisk);
  const fitting = matchDiskRule(wanted, free);
  if (fitting.length > 0) return explainFree(fitting, wanted, facts);
  if (matched.length === 1) return explainOne(only, wanted, facts);
  if (wanted !== null && free.length > 0) return buildIssue("disk.not-found-empty", inInstallDisk);
  const erasable = disks.some(({ eraseCode }) => (eraseCode ?? null) !== null);
  return erasable ? buildIssue("disk.none-empty", inEraseDisk) : buildIssue("disk.none-usable");
}

/** Empty disks, and none of them can be used. */
function explainFree(free: readonly SeenDisk[], wanted: string | null, facts: Facts): Issue {
  const blocked = free.find((disk) => describeProblem(disk, facts.disks) !== "smaller than 8 GB");
  if (blocked !== undefined) return explainOne(blocked, wanted, facts);
  const largest = Math.max(...free.map(({ sizeBytes }) => sizeBytes));
  return buildIssue("disk.too-small", {}, { size: sizeInWords(largest) });
}

/** One disk, and why it is not simply taken. */
function explainOne(disk: SeenDisk, wanted: string | null, facts: Facts): Issue {
  const place = wanted === null ? {} : inInstallDisk;
  const reason = describeProblem(disk, facts.disks);
  if (reason !== null) return refuseDisk("disk.not-usable", disk, place, { reason });
  return refuseDisk("disk.holds-data", disk, inEraseDisk);
}

/** A code that no disk here has. Pure. */
export function refuseCode(code: string, facts: Facts, disks: readonly SeenDisk[]): Issue {
  const origin = explainOldCode(code, facts, disks);
  if (origin.differs === "machine") return buildIssue("disk.erase-code-other-computer", inEraseDisk);
  if (origin.differs === "disk") return buildIssue("disk.erase-code-other-disk", inEraseDisk);
  const changed = origin.disks.find(({ path }) => findSeen(disks, path)?.eraseCode);
  const seen = changed === undefined ? undefined : findSeen(disks, changed.path);
  if (seen !== undefined) return refuseDisk("disk.erase-code-old", seen, inEraseDisk);
  return buildIssue("disk.erase-code-unneeded", inEraseDisk);
}

function findSeen(disks: readonly SeenDisk[], path: string): SeenDisk | undefined {
  return disks.find((disk) => disk.path === path);
}

/** An issue about one disk: `{disk}`, `{content}` and `{code}` are filled in. Pure. */
export function refuseDisk(
  code: IssueCode,
  disk: SeenDisk,
  place: IssuePlace,
  words: IssueWords = {},
): Issue {
  const content = describeContent(disk) ?? "nothing";
  return buildIssue(code, place, {
    disk: nameDisk(disk),
    content,
    code: disk.eraseCode ?? "",
    ...words,
  });
}

/** `/dev/sda (Samsung SSD 870, serial S6PN, 500 GB)`: what is on its sticker. */
export function nameDisk({ path, model, serial, sizeBytes }: Disk): string {
  const marks = [model, serial === null ? null : `serial ${serial}`, sizeInWords(sizeBytes)];
  return `${path} (${marks.filter((mark) => mark !== null).join(", ")})`;
}

/** As disks are sold: decimal. */
function sizeInWords(bytes: number): string {
  return bytes >= 1e12 ? `${(bytes / 1e12).toFixed(1)} TB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
