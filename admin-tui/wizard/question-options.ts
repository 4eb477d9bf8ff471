import { keyMeta, type SetupKey } from "../../setup/config/schema.ts";
import { isStick } from "../../setup/settings/judge-disk.ts";
import { renderDiskTable } from "../../setup/settings/render-disk-table.ts";
import type { SeenDisk } from "../../setup/settings/see-disks.ts";

/** One of the values a setting can be chosen from. */
export interface QuestionOption {
  readonly text: string;
  /** Shown under it. */
  readonly details: readonly string[];
  /** Null: not one of the listed ones, it is typed. */
  readonly value: string | null;
}

/** What a setting is chosen from, or null when it is typed. Pure. */
export function buildOptions(key: SetupKey, disks: readonly SeenDisk[]): QuestionOption[] | null {
  const { choices, prefill, whenBlank } = keyMeta(key);
  const blank = { text: `(blank) ${whenBlank}`, details: [], value: "" };
  if (choices !== undefined) {
    const listed = choices.map((value) => ({ text: value, details: [], value }));
    return prefill === undefined ? [blank, ...listed] : listed;
  }
  if (key !== "INSTALL_DISK") return null;
  const listed = disks.flatMap((disk) => buildDiskOption(disk, disks));
  const typed = { text: "Type a size rule or a name ...", details: [], value: null };
  return listed.length === 0 ? null : [...listed, blank, typed];
}

/**
 * A disk by a name that stays the same at the next start; our own stick is no choice. The code that erases a disk is not
 * here: choosing a disk is not yet consent to lose what is on it.
 */
function buildDiskOption(disk: SeenDisk, disks: readonly SeenDisk[]): QuestionOption[] {
  const sameSerial = disks.filter(({ serial }) => serial === disk.serial);
  const value = (sameSerial.length === 1 ? disk.serial : null) ?? disk.names[0] ?? null;
  const [text = "", ...details] = renderDiskTable([{ ...disk, eraseCode: null }]);
  return value === null || isStick(disk) ? [] : [{ text, details, value }];
}
