import { formatBytes, formatDuration, formatTime } from "../../setup/status/format-figures.ts";
import type { Status } from "../../setup/status/status.ts";
import type { Content } from "../build-content.ts";
import { cell } from "../cell.ts";
import { emptyLine, type Line } from "../line.ts";

/** The snapshots of the databases, newest first. Pure. */
export function buildSnapshots({ snapshots, time }: Status, chosen: string | null, columns: number): Content {
  if (snapshots === null) return say("The snapshots cannot be seen by this account.");
  if (snapshots.length === 0) return say("There are no snapshots of the databases yet. t takes one.");
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
  return {
    head: [{ text: `    ${row("SNAPSHOT", "TAKEN", "AGE", "USES")}`, tone: "quiet" }],
    lines: [
      ...lines,
      emptyLine,
      { text: "Of databases and their log together. No backup: they lie on the same disk.", tone: "quiet" },
      ...newest.filter(({ complete }) => !complete).map(({ name }) => explainIncomplete(name)),
    ],
    rows: newest.map(({ name }, at) => ({ name, line: at })),
  };
}

function say(text: string): Content {
  return { lines: [{ text, tone: "quiet" }], rows: [] };
}

function explainIncomplete(name: string): Line {
  return { text: `${name} is not complete: nothing can be rolled back to it.`, tone: "quiet" };
}
