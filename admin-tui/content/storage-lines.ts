import { formatBytes } from "../../setup/status/format-figures.ts";
import type { Status } from "../../setup/status/status.ts";
import { cell } from "../cell.ts";
import { emptyLine, type Line } from "../line.ts";

/** Where OpenZFS begins to slow down; see judge-status.ts. Percent. */
const fullPercent = 80;

/** The pool as a bar, then every dataset with its space. Pure. */
export function buildStorage({ pool, datasets }: Status, columns: number): Line[] {
  return [
    ...buildPool(pool, columns),
    emptyLine,
    ...(datasets === null
      ? [{ text: "The datasets cannot be seen by this account.", tone: "quiet" } as const]
      : buildDatasets(datasets, columns)),
  ];
}

function buildPool(pool: Status["pool"], columns: number): Line[] {
  if (pool === null) return [{ text: "The pool cannot be seen.", tone: "bad", marked: true }];
  const { name, health, sizeBytes, freeBytes, usedPercent } = pool;
  const room = Math.max(10, Math.min(60, columns - 24));
  const filled = Math.min(room, Math.round((usedPercent * room) / 100));
  const isFull = usedPercent >= fullPercent;
  return [
    {
      text: `Pool ${name} is ${health}: ${formatBytes(sizeBytes - freeBytes)} of ${formatBytes(sizeBytes)} used`,
      tone: health === "ONLINE" ? (isFull ? "warning" : "good") : "bad",
      ...{ marked: true, bold: true },
    },
    {
      text: `  [${"#".repeat(filled)}${".".repeat(room - filled)}] ${usedPercent} %`,
      tone: isFull ? "warning" : "text",
    },
  ];
}

function buildDatasets(datasets: NonNullable<Status["datasets"]>, columns: number): Line[] {
  // Four columns of figures of nine, and the ratio; where it is mounted only when there is room.
  const figures = 4 * 10 + 7;
  const mounts = columns - figures - 34 >= 20 ? columns - figures - 34 : 0;
  const width = columns - figures - mounts;
  const row = (name: string, texts: readonly string[], mount: string) =>
    `${cell(name, width)}${texts.map((text) => cell(text, 10, "right")).join("")}${cell(mount, mounts > 0 ? mounts + 7 : 0)}`;
  const names = datasets.map(({ name }) => name);
  const format = (bytes: number | null) => (bytes === null ? "-" : formatBytes(bytes));
  return [
    {
      text: row("DATASET", ["USED", "FREE", "SNAPSHOTS", "QUOTA"], mounts > 0 ? "  RATIO  MOUNTED AT" : ""),
      tone: "quiet",
    },
    ...datasets.map((dataset): Line => {
      const { name, usedBytes, availableBytes, snapshotBytes, quotaBytes, compressRatio, mountpoint } =
        dataset;
      const tight = quotaBytes !== null && usedBytes >= quotaBytes * (fullPercent / 100);
      const figuresOf = [usedBytes, availableBytes, snapshotBytes, quotaBytes].map(format);
      const mount = `  ${cell(`${compressRatio.toFixed(2)}x`, 5)}  ${mountpoint ?? "-"}`;
      return {
        text: row(indent(name, names), figuresOf, mounts > 0 ? mount : "").trimEnd(),
        tone: tight ? "warning" : "text",
      };
    }),
  ];
}

/** Below its nearest parent in the list, without the name of that one. */
function indent(name: string, names: readonly string[]): string {
  const parents = names.filter((other) => name.startsWith(`${other}/`));
  const nearest = Math.max(-1, ...parents.map((parent) => parent.length));
  return `${"  ".repeat(parents.length)}${name.slice(nearest + 1)}`;
}
