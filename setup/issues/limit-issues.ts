import { buildIssue } from "./build-issue.ts";
import type { Issue } from "./issue.ts";

/** As many as a person reads at once. */
const shownAtOnce = 20;

/** By line and column; issues without a line come last. Stable for the same input. */
export function sortIssues(issues: readonly Issue[]): Issue[] {
  const place = (issue: Issue) => issue.line ?? Number.MAX_SAFE_INTEGER;
  return issues.toSorted((a, b) => place(a) - place(b) || (a.column ?? 0) - (b.column ?? 0));
}

/** Sorted by line; beyond 20, errors are kept before warnings and the rest becomes one counting issue. */
export function limitIssues(issues: readonly Issue[]): Issue[] {
  const sorted = sortIssues(issues);
  if (sorted.length <= shownAtOnce) return sorted;
  const errorsFirst = sorted.toSorted((a, b) => rank(a) - rank(b));
  const shown = sortIssues(errorsFirst.slice(0, shownAtOnce));
  const rest = errorsFirst.slice(shownAtOnce);
  const errors = rest.filter((issue) => issue.severity === "error").length;
  const words = { count: rest.length, errors, warnings: rest.length - errors };
  const more = buildIssue("file.more-issues", {}, words);
  return [...shown, errors > 0 ? { ...more, severity: "error" } : more];
}

function rank(issue: Issue): number {
  return issue.severity === "error" ? 0 : 1;
}
