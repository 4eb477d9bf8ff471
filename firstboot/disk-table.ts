import type { Disk } from "../setup/facts/facts.ts";
import { describeObstacle } from "../setup/settings/choose-disk.ts";
import { formatBytes } from "../setup/status/format-figures.ts";

/** One line per disk, at most 68 columns: what people need to tell them apart, and what is on them. Pure. */
export function renderDiskTable(disks: readonly Disk[]): string[] {
  if (disks.length === 0) return ["none"];
  return disks.map((disk) =>
    [
      cell(disk.path, 13),
      cell(formatBytes(disk.sizeBytes), 8),
      cell(disk.model ?? "unknown model", 18),
      cell(disk.serial ?? "no serial", 15),
      (describeObstacle(disk) ?? "empty").slice(0, 13),
    ]
      .join(" ")
      .trimEnd(),
  );
}

function cell(text: string, columns: number): string {
  return text.slice(0, columns).padEnd(columns);
}
