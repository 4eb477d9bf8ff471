import type { JournalEntry } from "../setup/execute/journal.ts";
import { wrapText } from "../setup/status/format-figures.ts";
import { cell } from "./cell.ts";
import { emptyLine, type Line } from "./line.ts";
import type { Tone } from "./theme.ts";

/** The journals as the box has them; null when this account may not read one. */
export interface Journals {
  readonly install: readonly JournalEntry[] | null;
  readonly firstboot: readonly JournalEntry[] | null;
}

const tones: Readonly<Record<JournalEntry["outcome"], Tone>> = {
  done: "good",
  skipped: "quiet",
  failed: "bad",
  blocked: "bad",
};

/** Every step of install and first boot: time, step, outcome, seconds; the reason of one that failed. Pure. */
export function buildJournal(journals: Journals, columns: number): Line[] {
  return [
    ...buildPart("Install", journals.install, columns),
    emptyLine,
    ...buildPart("First boot", journals.firstboot, columns),
  ];
}

function buildPart(title: string, entries: readonly JournalEntry[] | null, columns: number): Line[] {
  const head: Line = { text: `${title}: ${summarise(entries)}`, tone: "text", bold: true };
  return [head, ...(entries ?? []).flatMap((entry) => buildEntry(entry, columns))];
}

function summarise(entries: readonly JournalEntry[] | null): string {
  if (entries === null) return "not readable by this account";
  if (entries.length === 0) return "nothing recorded";
  const seconds = entries.reduce((sum, entry) => sum + entry.seconds, 0);
  const failed = entries.filter((entry) => tones[entry.outcome] === "bad").length;
  return `${entries.length} steps, ${seconds.toFixed(1)} s${failed > 0 ? `, ${failed} failed` : ""}`;
}

function buildEntry({ time, step, outcome, seconds, reason }: JournalEntry, columns: number): Line[] {
  const clock = `${time.slice(0, 10)} ${time.slice(11, 19)}`;
  const duration = `${seconds.toFixed(1)} s`.padStart(8);
  // Two columns are the mark's; the step takes what the rest leaves.
  const room = columns - 2 - clock.length - 1 - 1 - 8 - duration.length;
  const row = `${clock} ${cell(step, room)} ${outcome.padEnd(8)}${duration}`;
  const details = tones[outcome] === "bad" && reason !== null ? wrapText(reason, columns - 4) : [];
  return [
    { text: row, tone: tones[outcome], marked: true },
    ...details.map((line): Line => ({ text: `    ${line}`, tone: "bad" })),
  ];
}
