import { fillIn } from "../issues/fill-in.ts";
import type { Issue } from "../issues/issue.ts";
import { element } from "./element.ts";
import type { Page } from "./page.ts";
import { translateIssue } from "./texts/translate-issue.ts";

/** One issue: what it is, the rule that is broken, the cure. The kind is a word, not only a color. */
export function drawIssue(page: Page, issue: Issue): HTMLElement {
  const { message, hint } = translateIssue(issue, page.state.texts, page.english);
  return element(
    "div",
    { class: `issue ${issue.severity}` },
    element("p", { class: "rule" }, drawKind(page, issue), " ", message),
    element("p", { class: "cure" }, hint),
  );
}

/** "Problem" or "Remark". */
export function drawKind(page: Page, { severity }: Issue): HTMLElement {
  return element("span", { class: "kind" }, `${page.state.texts.page.problems[severity]}:`);
}

/** "Line 4", or that it is about the file as a whole. */
export function placeOfIssue(page: Page, { line }: Issue): string {
  const { problems } = page.state.texts.page;
  return line === null ? problems.wholeFile : fillIn(problems.line, { line });
}
