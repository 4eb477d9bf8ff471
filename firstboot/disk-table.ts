import type { Disk } from "../setup/facts/facts.ts";
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
      describeContent(disk).slice(0, 10),
    ]
      .join(" ")
      .trimEnd(),
  );
}

function cell(text: string, columns: number): string {
  return text.slice(0, columns).padEnd(columns);
}

function describeContent(disk: Disk): string {
  if (disk.readOnly) return "read-only";
  if (disk.usedBy.length > 0) return "in use";
  const systems = disk.partitions.map((partition) => partition.fileSystem);
  const found = [...systems, ...disk.signatures].filter((system) => system !== null);
  if (found.length > 0) return [...new Set(found)].join(" ");
  return disk.nonZero ? "not empty" : "empty";
}
