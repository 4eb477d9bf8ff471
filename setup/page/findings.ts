import type { CheckResult } from "../config/check-setup.ts";
import type { Issue } from "../issues/issue.ts";
import { element } from "./element.ts";
import { drawFileLines } from "./file-lines.ts";
import { drawIssue, drawKind, placeOfIssue } from "./issue-view.ts";
import type { OpenedFile, Page } from "./page.ts";
import { drawSettings } from "./settings-table.ts";
import { translateIssue } from "./texts/translate-issue.ts";

/** Everything below the headline: the list of problems, what the box will be, the file itself. */
export function drawFindings(
  page: Page,
  opened: OpenedFile,
  result: CheckResult,
  redraw: () => void,
): HTMLElement[] {
  const settings = result.settings === null ? null : drawSettings(page, opened, result.settings);
  const parts = [drawProblems(page, result.issues), drawFileLines(page, opened, result, redraw), settings];
  return parts.filter((part) => part !== null);
}

function drawProblems(page: Page, issues: readonly Issue[]): HTMLElement | null {
  if (issues.length === 0) return null;
  const { problems } = page.state.texts.page;
  const items = issues.map((issue) => element("li", { class: issue.severity }, ...drawItem(page, issue)));
  return element(
    "section",
    { class: "problems", "aria-labelledby": "problems-title" },
    element("h3", { id: "problems-title" }, problems.title),
    element("ul", {}, ...items),
  );
}

/** A link to the line, which has the cure under it; what is about no line has its cure here. */
function drawItem(page: Page, issue: Issue): HTMLElement[] {
  const place = placeOfIssue(page, issue);
  if (issue.line === null) return [element("span", { class: "place" }, place), drawIssue(page, issue)];
  const { message } = translateIssue(issue, page.state.texts, page.english);
  return [
    element("a", { class: "place", href: `#line-${issue.line}` }, place),
    element(
      "div",
      { class: `issue ${issue.severity}` },
      element("p", {}, drawKind(page, issue), " ", message),
    ),
  ];
}
