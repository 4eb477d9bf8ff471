import { formatTime, wrapText } from "../setup/status/format-figures.ts";
import { describeResult } from "./describe-result.ts";
import type { ResultPage, ResultSection } from "./result-page.ts";
import type { ResultState } from "./result-state.ts";

const fileColumns = 72;
const consoleColumns = 79;
const consoleLines = 20;

/** Text of SETUP-RESULT.txt: at most 72 columns (a link may be longer), `\n` line ends; the writer makes them CRLF. Pure. */
export function renderResult(result: ResultState): string {
  const page = describeResult(result);
  const headline = wrapText(`${page.word}: ${page.headline}`, fileColumns);
  const lines = [
    ...headline,
    "=".repeat(fileColumns),
    ...page.sections.flatMap((section) => ["", section.title, ...renderSection(section, fileColumns - 2)]),
    "",
    "-".repeat(fileColumns),
    `${formatTime(result.time)}, Clawdie ${result.version}. This file holds no secrets.`,
  ];
  return `${lines.map(withoutControls).join("\n")}\n`;
}

/** The block for tty1, the serial console and the login prompts: plain ASCII, at most 20 lines of 79 columns. Pure. */
export function renderConsole(result: ResultState): string {
  const page = describeResult(result);
  const border = "=".repeat(consoleColumns);
  const head = [
    border,
    ...wrapText(`  ${page.word}: ${page.headline}`, consoleColumns - 2).map((line) => `  ${line}`),
    border,
  ];
  const foot = [`  ${formatTime(result.time)}, Clawdie ${result.version}`, border];
  const room = consoleLines - head.length - foot.length;
  const lines = [...head, ...fitSections(page, room), ...foot];
  return `${lines.map((line) => toAscii(line).slice(0, consoleColumns)).join("\n")}\n`;
}

/** Every paragraph is an item of its own; its further lines are indented. */
function renderSection({ paragraphs, table = [] }: ResultSection, columns: number): string[] {
  const items = paragraphs.flatMap((paragraph) => {
    const [first = "", ...more] = wrapText(paragraph, columns - 2);
    return [`  - ${first}`, ...more.map((line) => `    ${line}`)];
  });
  return [...items, ...table.map((line) => `  ${line}`)];
}

/** Sections from the top for as long as there is room, and those that are always shown; what was left out is said. */
function fitSections({ sections }: ResultPage, room: number): string[] {
  const lay = (section: ResultSection) => [
    `${section.title}:`,
    ...renderSection(section, consoleColumns - 4),
  ];
  const all = sections.flatMap(lay);
  if (all.length <= room) return all;
  const kept = sections.filter(({ always }) => always === true).flatMap(lay);
  const others = sections.filter(({ always }) => always !== true).flatMap(lay);
  const more = "  ... more in SETUP-RESULT.txt on the stick, or: clawdie status";
  return [...others.slice(0, Math.max(0, room - kept.length - 1)), more, ...kept];
}

/** Names of people and disks may hold anything; a terminal must not act on it. */
function withoutControls(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, "?");
}

/** Consoles have no fonts, and agetty acts on backslashes. */
function toAscii(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("\\", "/")
    .replaceAll(/[^\x20-\x7e]/gu, "?");
}
