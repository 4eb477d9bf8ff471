import { emptyLine, type Line } from "../line.ts";

const rows = [
  ["Up, Down", "choose a box"],
  ["PgUp, PgDn", "a page up or down; Home and End: the first, the last"],
  ["Enter", "the screens of this box"],
  ["Esc", "there: back to all boxes"],
  ["r", "try boxes that cannot be reached again now"],
  ["?", "this help; any key closes it"],
  ["q, Ctrl-C", "quit"],
  ["", ""],
  ["STATE", "trouble comes first; failed: it cannot be used"],
  ["CHAT", "yes: the assistant was verified to answer; -: not verified"],
  ["SEEN", "when the box last told how it is"],
] as const;

/** Pure. */
export function buildFleetHelp(): Line[] {
  return [
    { text: "All boxes", tone: "text", bold: true },
    emptyLine,
    ...rows.map(([keys, meaning]): Line => ({ text: `${keys.padEnd(14)}${meaning}`, tone: "text" })),
    emptyLine,
    { text: "The same for programs: clawdie-admin --fleet --json", tone: "quiet" },
  ];
}
