import { createHash } from "node:crypto";
import { renderEraseCode, toEraseCharacters } from "../config/erase-code-form.ts";
import type { Disk, Facts } from "../facts/facts.ts";

/**
 * The one-time code for erasing this disk in this computer as it is now. Characters: 1 the computer, 1 the disk, 5
 * computer, disk and content together, 1 check. The first two only serve to say what is different; all must match.
 * It works once because an installation changes the content. Null for a disk nobody could read. Pure.
 */
export function buildEraseCode(facts: Facts, disk: Disk): string | null {
  if (disk.contentHash === "") return null;
  const [machine, own] = [identifyMachine(facts), identifyDisk(disk)];
  const all = toEraseCharacters(hash(machine, own, disk.contentHash), 5);
  return renderEraseCode(machineMark(facts) + diskMark(disk) + all);
}

/** What a code that matches nothing was made for, as far as its first characters tell. Pure. */
export type CodeOrigin =
  | { readonly differs: "machine" }
  | { readonly differs: "disk" }
  | { readonly differs: "content"; readonly disks: readonly Disk[] };

export function explainOldCode(code: string, facts: Facts, disks: readonly Disk[]): CodeOrigin {
  if (code.charAt(0) !== machineMark(facts)) return { differs: "machine" };
  const alike = disks.filter((disk) => code.charAt(1) === diskMark(disk));
  return alike.length === 0 ? { differs: "disk" } : { differs: "content", disks: alike };
}

function machineMark(facts: Facts): string {
  return toEraseCharacters(hash(identifyMachine(facts)), 1);
}

function diskMark(disk: Disk): string {
  return toEraseCharacters(hash(identifyDisk(disk)), 1);
}

function identifyMachine({ machine }: Facts): string {
  return machine.identity ?? `${machine.vendor ?? ""} ${machine.model ?? ""}`;
}

/** Never by its place: that may change from start to start. */
function identifyDisk(disk: Disk): string {
  return [disk.serial, disk.wwn, disk.model, disk.sizeBytes].join(" ");
}

function hash(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex");
}
