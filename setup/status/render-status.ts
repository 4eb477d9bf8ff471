import { styleText } from "node:util";
import { describeFacts, describeHeadline } from "./describe-status.ts";
import { describeUpkeep } from "./describe-upkeep.ts";
import { wrapText } from "./format-figures.ts";
import type { Problem, Status } from "./status.ts";

const columns = 80;
const labelColumns = 10;
const stateColors = { ok: "green", warning: "yellow", failed: "red" } as const;

/** `clawdie status` for people: one screen of 80 columns, the problems with their cures last. Pure. */
export function renderStatus(status: Status, color: boolean): string {
  const paint = (text: string, format: "green" | "yellow" | "red" | "bold"): string =>
    color ? styleText(format, text, { validateStream: false }) : text;
  const lines = [
    paint(`${status.state.toUpperCase()}: ${describeHeadline(status)}`, stateColors[status.state]),
    "",
    ...[...describeFacts(status), ...describeUpkeep(status)].flatMap(({ label, text }) =>
      indent(`  ${label}`, text),
    ),
  ];
  if (status.problems.length > 0) lines.push("");
  for (const problem of status.problems) lines.push(...renderProblem(problem, paint));
  if (status.notReadable.length > 0) {
    lines.push("", `  Not readable by this account: ${status.notReadable.join(", ")}`);
  }
  return `${lines.join("\n")}\n`;
}

function indent(label: string, text: string): string[] {
  const width = labelColumns + 2;
  const [first = "", ...more] = wrapText(text, columns - width);
  return [`${label.padEnd(width)}${first}`.trimEnd(), ...more.map((line) => `${" ".repeat(width)}${line}`)];
}

function renderProblem(
  problem: Problem,
  paint: (text: string, format: "yellow" | "red") => string,
): string[] {
  const word = problem.severity === "failed" ? "FAILED" : "WARNING";
  const [first = "", ...more] = wrapText(problem.message, columns - 11);
  return [
    `  ${paint(word.padEnd(9), stateColors[problem.severity])}${first}`,
    ...[...more, ...wrapText(problem.cure, columns - 11)].map((line) => `${" ".repeat(11)}${line}`),
  ];
}
