import { formatBytes, formatDuration, formatTime } from "../../setup/status/format-figures.ts";
import type { Status } from "../../setup/status/status.ts";
import type { Content } from "../build-content.ts";
import { cell } from "../cell.ts";
import { emptyLine, type Line } from "../line.ts";

/** The snapshots of the databases, newest first. Pure. */
export function buildSnapshots({ snapshots, time }: Status, chosen: string | null, columns: number): Content {
  if (snapshots === null) {
    return { lines: [{ text: "The snapshots cannot be seen by this account.", tone: "quiet" }], rows: [] };
  }
  if (snapshots.length === 0) {
    return {
      lines: [{ text: "There are no snapshots of the databases yet. t takes one.", tone: "text" }],
      rows: [],
    };
  }
  const newest = snapshots.toReversed();
  const picked = newest.some(({ name }) => name === chosen) ? chosen : newest[0]?.name;
  const width = Math.max(8, Math.min(columns - 48, Math.max(...newest.map(({ name }) => name.length))));
  const row = (name: string, taken: string, age: string, uses: string) =>
    `${cell(name, width)}  ${cell(taken, 20)}  ${cell(age, 10, "right")}  ${cell(uses, 8, "right")}`;
  const lines = newest.map(({ name, createdAt, usedBytes, complete }): Line => {
    const age = formatDuration((Date.parse(time) - Date.parse(createdAt)) / 1000);
    return {
      text: row(name, formatTime(createdAt), age, formatBytes(usedBytes)),
      tone: complete ? "good" : "warning",
      ...{ marked: true, selected: name === picked, bold: name === picked },
    };
  });
  const incomplete = newest.some(({ complete }) => !complete);
  return {
    head: [{ text: `    ${row("SNAPSHOT", "TAKEN", "AGE", "USES")}`, tone: "quiet" }],
    lines: [
      ...lines,
      emptyLine,
      { text: "Of databases and their log together. No backup: they lie on the same disk.", tone: "quiet" },
      ...(incomplete
        ? [
            {
              text: "A warning sign: not all of it; nothing can be rolled back to it.",
              tone: "quiet",
            } as const,
          ]
        : []),
    ],
    rows: newest.map(({ name }, at) => ({ name, line: at })),
  };
}
