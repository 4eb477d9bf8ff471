import { formatBytes, wrapText } from "../status/format-figures.ts";
import { describeObstacle } from "./judge-disk.ts";
import type { SeenDisk } from "./see-disks.ts";

const columns = 68;

/** Two or three lines per disk, at most 68 columns: what tells them apart, what is on them, the code to erase them. Pure. */
export function renderDiskTable(disks: readonly SeenDisk[]): string[] {
  if (disks.length === 0) return ["none"];
  return disks.flatMap((disk) => [describeName(disk), ...describeState(disk)]);
}

function describeName({ path, sizeBytes, model, serial }: SeenDisk): string {
  const name = [cell(path, 13), cell(formatBytes(sizeBytes), 8), cell(model ?? "unknown model", 22)].join(
    " ",
  );
  return `${name} ${(serial ?? "no serial").slice(0, columns - name.length - 1)}`.trimEnd();
}

function describeState(disk: SeenDisk): string[] {
  const obstacle = describeObstacle(disk) ?? "empty";
  const problem = disk.problem ?? obstacle;
  const state = wrapText(problem === obstacle ? obstacle : `${obstacle}; ${problem}`, columns - 4);
  const code = disk.eraseCode ?? null;
  return [...state, ...(code === null ? [] : [`to erase it: ERASE_DISK=${code}`])].map((line) =>
    `    ${line}`.slice(0, columns),
  );
}

function cell(text: string, width: number): string {
  return text.slice(0, width).padEnd(width);
}
