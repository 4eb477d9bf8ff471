import type { CheckResult } from "../config/check-setup.ts";
import { parseDocument } from "../config/document.ts";
import { keyMeta } from "../config/schema.ts";
import { fillIn } from "../issues/fill-in.ts";
import { element } from "./element.ts";
import { shortKeys } from "./form-keys.ts";
import type { OpenedFile, Page } from "./page.ts";
import { countText } from "./texts/count-text.ts";

/** The headline: what would happen with this file, in one sentence and a number, and where to go from here. */
export function drawVerdict(page: Page, opened: OpenedFile, result: CheckResult): HTMLElement {
  const { verdict } = page.state.texts.page;
  const [headline, next] = nameVerdict(page, result);
  return element(
    "section",
    { class: `verdict ${result.decision}`, "aria-labelledby": "headline" },
    element("h2", { id: "headline", tabindex: -1 }, headline),
    element("p", {}, next),
    element("p", { class: "source" }, describeSource(page, result)),
    element(
      "p",
      { class: "actions" },
      element("button", { type: "button", class: "button", click: () => goOn(page, opened) }, verdict.toForm),
    ),
  );
}

function nameVerdict(page: Page, { decision, issues }: CheckResult): [string, string] {
  const { page: texts, language } = page.state.texts;
  const { verdict } = texts;
  const errors = issues.filter(({ severity }) => severity === "error").length;
  if (decision === "reject") return [verdict.reject, countText(language, verdict.rejectNext, errors)];
  if (decision === "accept") return [verdict.accept, verdict.acceptNext];
  return [verdict.acceptWithWarnings, countText(language, verdict.acceptWithWarningsNext, issues.length)];
}

function describeSource(page: Page, { source }: CheckResult): string {
  const { page: texts } = page.state.texts;
  const file = source.file ?? texts.check.pasted;
  const endings: Readonly<Record<string, string>> = texts.lineEnding;
  const lineEnding = endings[source.lineEnding] ?? source.lineEnding;
  if (source.encoding === "unknown") return file;
  return fillIn(texts.verdict.source, { file, lineEnding, encoding: source.encoding.toUpperCase() });
}

/** Takes the values of the file into the form and shows what is wrong with them there. */
function goOn(page: Page, { bytes }: OpenedFile): void {
  const { state } = page;
  state.values.clear();
  state.touched.clear();
  for (const { key, value } of parseDocument(bytes).entries) {
    state.values.set(key, value.reveal());
    state.touched.add(key);
  }
  state.fromFile = true;
  state.showAll = [...state.values].some(
    ([key, value]) => value !== "" && !shortKeys.includes(key) && value !== keyMeta(key).prefill,
  );
  state.view = "form";
  page.draw();
  document.getElementById("form-title")?.focus();
}
