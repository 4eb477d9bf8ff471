import type { HandoffCheck } from "../setup/handoff/handoff-record.ts";
import { describeFacts, describeHeadline } from "../setup/status/describe-status.ts";
import { describeUpkeep } from "../setup/status/describe-upkeep.ts";
import { wrapText } from "../setup/status/format-figures.ts";
import type { Status } from "../setup/status/status.ts";
import { emptyLine, type Line } from "./line.ts";
import type { Tone } from "./theme.ts";

const labelColumns = 11;
const tones = { ok: "good", warning: "warning", failed: "bad" } as const;

/** The overview: does the assistant answer, what is wrong and its cure, then every figure. Pure. */
export function buildOverview(status: Status, columns: number): Line[] {
  return [
    { text: describeHeadline(status), tone: tones[status.state], marked: true, bold: true },
    emptyLine,
    ...status.problems.flatMap((problem) => [
      ...wrapMarked(problem.message, problem.severity === "failed" ? "bad" : "warning", columns),
      ...wrapIndented(problem.cure, "text", columns),
    ]),
    ...(status.problems.length > 0 ? [emptyLine] : []),
    ...[...describeFacts(status), ...describeUpkeep(status)]
      .filter(({ label }) => label !== "Checked")
      .flatMap(({ label, text }) => buildFact(label, text, columns)),
    ...buildChecks(status, columns),
    ...(status.notReadable.length > 0 ? [emptyLine, ...buildNotReadable(status.notReadable, columns)] : []),
  ];
}

function wrapMarked(text: string, tone: Tone, columns: number): Line[] {
  const [first = "", ...more] = wrapText(text, columns - 2);
  return [{ text: first, tone, marked: true }, ...more.map((line) => ({ text: `  ${line}`, tone }))];
}

function wrapIndented(text: string, tone: Tone, columns: number): Line[] {
  return wrapText(text, columns - 4).map((line) => ({ text: `    ${line}`, tone }));
}

function buildFact(label: string, text: string, columns: number): Line[] {
  return wrapText(text, columns - labelColumns).map((line, at) => ({
    text: `${(at === 0 ? label : "").padEnd(labelColumns)}${line}`,
    tone: "text",
  }));
}

const checkTones: Readonly<Record<HandoffCheck["outcome"], Tone>> = {
  ok: "good",
  failed: "bad",
  "not-checked": "quiet",
};

function buildChecks({ handoff }: Status, columns: number): Line[] {
  if (handoff === null) return [];
  return [
    emptyLine,
    { text: "What was verified", tone: "text", bold: true },
    ...handoff.checks.flatMap((check) => wrapMarked(check.message, checkTones[check.outcome], columns)),
  ];
}

function buildNotReadable(parts: readonly string[], columns: number): Line[] {
  return wrapMarked(
    `Not seen by every account, and not asked as root here: ${parts.join(", ")}.`,
    "quiet",
    columns,
  );
}
