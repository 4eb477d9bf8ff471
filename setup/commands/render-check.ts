import { escapeControls } from "../issues/escape-controls.ts";
import type { Issue } from "../issues/issue.ts";
import type { CheckReport } from "./check.ts";
import { createPaint, type Paint } from "./paint.ts";
import { renderOnline } from "./render-online.ts";
import { renderSummary } from "./render-summary.ts";
import { wrapText } from "./wrap-text.ts";

const width = 80;

/** What `clawdie check` prints for people: the decision, every issue with its cure, and what the box will be. */
export function renderCheck(report: CheckReport, color: boolean): string {
  const paint = createPaint(color);
  const { issues, settings, origins, online } = report;
  const blocks = [
    renderDecision(report, paint),
    ...issues.map((issue) => renderIssue(issue, paint)),
    ...(online === undefined ? [] : [renderOnline(online, paint, width)]),
    ...(settings === null || origins === null ? [] : [renderSummary(settings, origins, width)]),
    ...(settings === null || online !== undefined ? [] : [renderUnasked(paint)]),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function renderDecision(report: CheckReport, paint: Paint): string {
  const { decision, source } = report;
  const name = source.file ?? "setup.txt";
  const kind = { accept: "good", "accept-with-warnings": "warning", reject: "error" } as const;
  const text = `${name}: ${describeDecision(report)}`;
  return paint(wrapText(escapeControls(text), "", width), kind[decision]);
}

function describeDecision({ decision, issues, online }: CheckReport): string {
  if (decision === "accept") return "everything is in order.";
  if (decision === "accept-with-warnings") {
    const warnings = issues.length + (online?.checks.filter(({ cure }) => cure !== "").length ?? 0);
    return `usable, with ${count(warnings, "warning")}.`;
  }
  const errors = issues.filter(({ severity }) => severity === "error").length;
  const what = errors === 0 ? "what FAILED below" : count(errors, "error");
  return `cannot be used yet: correct ${what}. Nothing was changed.`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

function renderIssue({ severity, key, line, column, message, hint }: Issue, paint: Paint): string {
  const where = line === null ? [] : [`line ${line}`, ...(column === null ? [] : [`column ${column}`])];
  const place = [...where, ...(key === null ? [] : [key])].join(", ") || "whole file";
  const label = severity === "error" ? "ERROR" : "warning";
  const head = `  ${paint(label, severity)}  ${paint(place, "strong")}`;
  return [head, wrapText(message, "    ", width), wrapText(hint, "    ", width)].join("\n");
}

/** Without asking, nobody knows whether key, token and models work. */
function renderUnasked(paint: Paint): string {
  const text =
    "Not checked: whether the key, the bot and the models really work. To ask the services now: clawdie check --online";
  return paint(wrapText(text, "  ", width), "quiet");
}
