import { emptyLine, type Line } from "./line.ts";

const rows = [
  ["1, o", "overview: how the box is; refreshed every 5 seconds"],
  ["2, j", "journal: every step of install and first boot"],
  ["Tab", "the other screen"],
  ["Up, Down", "scroll by a line"],
  ["PgUp, PgDn", "scroll by a page (also b and space)"],
  ["Home, End", "to the first or the last line (also g and G)"],
  ["r", "refresh now"],
  ["?", "this help; any key closes it"],
  ["q, Ctrl-C", "quit"],
] as const;

/** Pure. */
export function buildHelp(): Line[] {
  return [
    { text: "Keys", tone: "text", bold: true },
    emptyLine,
    ...rows.map(([keys, meaning]): Line => ({ text: `${keys.padEnd(14)}${meaning}`, tone: "text" })),
    emptyLine,
    { text: "The same figures for programs: clawdie status --json", tone: "quiet" },
  ];
}
