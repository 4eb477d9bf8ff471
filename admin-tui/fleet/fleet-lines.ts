import { formatDuration, wrapText } from "../../setup/status/format-figures.ts";
import { emptyLine, type Line } from "../line.ts";
import type { Tone } from "../theme.ts";
import type { FleetRow } from "./fleet-row.ts";

const tones: Readonly<Record<FleetRow["state"], Tone>> = {
  unreachable: "bad",
  failed: "bad",
  warning: "warning",
  reading: "quiet",
  ok: "good",
};
/** Columns of pointer and mark in front of every row. */
const frontColumns = 4;
const leastTrouble = 10;
const leastAddress = 16;

/** Widths of name and address: what they need, as far as the window gives it. */
interface Widths {
  readonly name: number;
  readonly address: number;
}

const fixed = "STATE       CHAT VERSION DISK SEEN   ";

function measure(rows: readonly FleetRow[], columns: number): Widths {
  const room = columns - frontColumns - fixed.length - leastTrouble - 2;
  const longest = (texts: string[], title: string): number =>
    Math.max(title.length, ...texts.map(({ length }) => length));
  const name = Math.min(
    longest(
      rows.map((row) => row.name),
      "BOX",
    ),
    Math.max(6, room - leastAddress),
  );
  const address = longest(
    rows.map((row) => row.address),
    "ADDRESS",
  );
  return { name, address: Math.max(0, Math.min(address, room - name)) };
}

/** The titles above the rows. Pure. */
export function buildFleetHead(rows: readonly FleetRow[], columns: number): string {
  const widths = measure(rows, columns);
  return `${" ".repeat(frontColumns)}${cells(["BOX", "ADDRESS"], widths)}${fixed}TROUBLE`.slice(0, columns);
}

/** One line for each box. Pure. @param selected name of the chosen one. @param now for how long ago. */
export function buildFleetLines(
  rows: readonly FleetRow[],
  selected: string | null,
  now: Date,
  columns: number,
): Line[] {
  const widths = measure(rows, columns);
  return rows.map((row) => ({
    text: buildText(row, widths, now).slice(0, columns - frontColumns),
    tone: tones[row.state],
    marked: true,
    selected: row.name === selected,
    bold: row.name === selected,
  }));
}

function buildText(row: FleetRow, widths: Widths, now: Date): string {
  const chat = row.answers === null ? "-" : row.answers ? "yes" : "no";
  const disk = row.diskUsedPercent === null ? "-" : `${row.diskUsedPercent}%`;
  return [
    cells([row.name, row.address], widths),
    row.state.padEnd(12),
    chat.padEnd(5),
    cut(row.version ?? "-", 7).padEnd(8),
    disk.padEnd(5),
    describeAge(row.lastSeen, now).padEnd(7),
    row.trouble ?? "",
  ].join("");
}

function cells([name, address]: readonly [string, string], widths: Widths): string {
  return [
    `${cut(name, widths.name).padEnd(widths.name)} `,
    widths.address === 0 ? "" : `${cutAddress(address, widths.address).padEnd(widths.address)} `,
  ].join("");
}

function cut(text: string, columns: number): string {
  return text.length <= columns ? text : `${text.slice(0, columns - 1)}~`;
}

/** First the account goes, which is mostly the same; then the beginning, which tells less than the end. */
function cutAddress(address: string, columns: number): string {
  const text = address.length <= columns ? address : address.replace(/^[^@]*@/, "");
  return text.length <= columns ? text : `~${text.slice(text.length - columns + 1)}`;
}

function describeAge(iso: string | null, now: Date): string {
  if (iso === null) return "never";
  const seconds = (now.getTime() - Date.parse(iso)) / 1000;
  return seconds < 30 ? "now" : formatDuration(seconds).replace(/ \d+ (min|h)$/, "");
}

/** Everything about the chosen box that its row has no room for, in exactly `rows` lines. Pure. */
export function buildFleetDetail(row: FleetRow | undefined, columns: number, rows: number): Line[] {
  if (row === undefined) return Array.from({ length: rows }, () => emptyLine);
  const lines: Line[] = [
    { text: `${row.name}, ${row.address}: ${row.state}`, tone: tones[row.state], marked: true, bold: true },
    ...wrapText(row.trouble ?? "", columns).map((text): Line => ({ text, tone: "text" })),
    ...wrapText(row.cure ?? "", columns).map((text): Line => ({ text, tone: "quiet" })),
  ];
  return Array.from({ length: rows }, (_, at) => lines[at] ?? emptyLine);
}
