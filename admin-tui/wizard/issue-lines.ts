import { keyMeta } from "../../setup/config/schema.ts";
import type { Issue } from "../../setup/issues/issue.ts";
import { wrapText } from "../../setup/status/format-figures.ts";
import type { Line } from "../line.ts";
import type { Tone } from "../theme.ts";
import { isError, keyToCure } from "./judge-draft.ts";
import type { Notice } from "./wizard-state.ts";

/** A paragraph with the mark of its tone in front. Pure. */
export function buildMarked(text: string, tone: Tone, columns: number, bold = false): Line[] {
  const [first = "", ...more] = wrapWhole(text, columns - 2);
  return [
    { text: first, tone, marked: true, bold },
    ...more.map((line): Line => ({ text: `  ${line}`, tone, bold })),
  ];
}

/** What the last choice did; nothing when it did nothing to tell. Pure. */
export function buildNotice(notice: Notice | null, columns: number): Line[] {
  return notice === null ? [] : buildMarked(notice.text, notice.tone, columns, true);
}

/** A paragraph. Pure. */
export function buildText(text: string, tone: Tone, columns: number, indent = ""): Line[] {
  return wrapWhole(text, columns - indent.length).map((line): Line => ({ text: `${indent}${line}`, tone }));
}

/** What is wrong, and under it what to do about it. Pure. */
export function buildIssueLines({ severity, message, hint }: Issue, columns: number): Line[] {
  const tone = severity === "error" ? "bad" : "warning";
  return [...buildMarked(message, tone, columns), ...buildText(hint, "text", columns, "  ")];
}

/** The setting and, in one row, what is wrong with it. Pure. */
export function buildIssueRow(issue: Issue, columns: number): Line[] {
  const key = keyToCure(issue);
  const name = key === null ? "" : `${keyMeta(key).label}: `;
  return buildMarked(`${name}${issue.message}`, isError(issue) ? "bad" : "warning", columns);
}

/** Nothing is cut off: a longer word goes on in the next row, and a sign that becomes three is three before it is counted. */
function wrapWhole(text: string, columns: number): string[] {
  return wrapText(text.replaceAll("…", "..."), columns).flatMap(
    (line) => line.match(new RegExp(`.{1,${columns}}`, "gu")) ?? [],
  );
}
