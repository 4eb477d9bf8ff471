import type { CheckResult } from "../config/check-setup.ts";
import { parseDocument } from "../config/document.ts";
import { escapeControls } from "../issues/escape-controls.ts";
import { fillIn } from "../issues/fill-in.ts";
import { element } from "./element.ts";
import { drawIssue } from "./issue-view.ts";
import type { LinePart } from "./mask-line.ts";
import type { OpenedFile, Page } from "./page.ts";
import { listShownLines, type ShownLine } from "./shown-lines.ts";
import { countText } from "./texts/count-text.ts";

const mask = "••••••••";

/** The file, line by line, each with its problems under it; null when it is no text one could show. */
export function drawFileLines(
  page: Page,
  { bytes }: OpenedFile,
  { issues }: CheckResult,
  redraw: () => void,
): HTMLElement | null {
  if (!isText(bytes)) return null;
  const { page: texts, language } = page.state.texts;
  const { lines, more } = listShownLines(bytes, issues);
  const hidden = lines.some(({ parts }) => parts.some(({ kind }) => kind === "secret"));
  return element(
    "section",
    { class: "file", "aria-labelledby": "lines-title" },
    element(
      "div",
      { class: "file-head" },
      element("h3", { id: "lines-title" }, texts.lines.title),
      hidden ? drawToggle(page, redraw) : null,
    ),
    element("ol", { class: "lines", translate: "no" }, ...lines.map((line) => drawLine(page, line))),
    more === 0 ? null : element("p", { class: "note" }, countText(language, texts.lines.cut, more)),
  );
}

/** False for documents of other programs, whose bytes would only confuse. */
function isText(bytes: Uint8Array): boolean {
  const { readable, issues } = parseDocument(bytes);
  return readable || issues.every(({ code }) => code === "file.no-settings" || !code.startsWith("file."));
}

function drawToggle(page: Page, redraw: () => void): HTMLElement {
  const { lines } = page.state.texts.page;
  return element(
    "button",
    {
      ...{ id: "show-secrets", type: "button", class: "button small" },
      click: () => {
        page.state.showSecrets = !page.state.showSecrets;
        redraw();
        document.getElementById("show-secrets")?.focus();
      },
    },
    page.state.showSecrets ? lines.hide : lines.show,
  );
}

function drawLine(page: Page, { number, parts, issues }: ShownLine): HTMLElement {
  const { problems } = page.state.texts.page;
  const worst = issues.some(({ severity }) => severity === "error")
    ? "error"
    : issues.length > 0
      ? "warning"
      : "fine";
  return element(
    "li",
    { id: `line-${number}`, class: worst, tabindex: -1 },
    element(
      "div",
      { class: "line" },
      element("span", { class: "number", "aria-hidden": "true" }, String(number)),
      element("span", { class: "unseen" }, fillIn(problems.line, { line: number }), ": "),
      element("code", {}, ...parts.map((part) => drawPart(page, part))),
    ),
    ...issues.map((issue) => drawIssue(page, issue)),
  );
}

function drawPart(page: Page, { text, kind }: LinePart): HTMLElement {
  if (kind !== "secret" || page.state.showSecrets)
    return element("span", { class: kind }, escapeControls(text.replaceAll("\t", "  ")));
  return element(
    "span",
    { class: "mask" },
    element("span", { "aria-hidden": "true" }, mask),
    element("span", { class: "unseen" }, page.state.texts.page.lines.hidden),
  );
}
