import { renderDiskTable } from "../../firstboot/disk-table.ts";
import { keyMeta, type SetupKey } from "../../setup/config/schema.ts";
import type { Disk } from "../../setup/facts/facts.ts";
import { isStick } from "../../setup/settings/judge-disk.ts";

/** One of the values a setting can be chosen from. */
export interface QuestionOption {
  readonly text: string;
  /** Null: not one of the listed ones, it is typed. */
  readonly value: string | null;
}

/** What a setting is chosen from, or null when it is typed. Pure. */
export function buildOptions(key: SetupKey, disks: readonly Disk[]): QuestionOption[] | null {
  const { choices, prefill, whenBlank } = keyMeta(key);
  const blank = { text: `(blank) ${whenBlank}`, value: "" };
  if (choices !== undefined) {
    const listed = choices.map((value) => ({ text: value, value }));
    return prefill === undefined ? [blank, ...listed] : listed;
  }
  if (key !== "INSTALL_DISK") return null;
  const listed = disks.flatMap((disk) => buildDiskOption(disk, disks));
  return listed.length === 0
    ? null
    : [...listed, blank, { text: "Type a size rule or a name ...", value: null }];
}

/** A disk by a name that stays the same at the next start; our own stick is no choice. */
function buildDiskOption(disk: Disk, disks: readonly Disk[]): QuestionOption[] {
  const sameSerial = disks.filter(({ serial }) => serial === disk.serial);
  const value = (sameSerial.length === 1 ? disk.serial : null) ?? disk.names[0] ?? null;
  return value === null || isStick(disk) ? [] : [{ text: renderDiskTable([disk]).join(" "), value }];
}
