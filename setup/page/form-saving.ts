import type { CheckResult } from "../config/check-setup.ts";
import { type SetupKey, setupKeys } from "../config/schema.ts";
import type { Issue } from "../issues/issue.ts";
import { element } from "./element.ts";
import { shortKeys } from "./form-keys.ts";
import { judgeForm } from "./form-state.ts";
import type { Page } from "./page.ts";
import { saveSetupFile } from "./save-setup-file.ts";
import { countText } from "./texts/count-text.ts";
import { translateIssue } from "./texts/translate-issue.ts";

interface SavingEvents {
  /** Shows what is wrong at every field. */
  readonly update: () => void;
  /** Opens the long part of the form. */
  readonly openAll: () => void;
}

/** The end of the form: how far it is, the button that saves, and what is in the way of it. */
export function drawSaving(page: Page, events: SavingEvents) {
  const { form } = page.state.texts.page;
  const progress = element("p", { class: "progress", role: "status" });
  const summary = element("div", { class: "summary" });
  const outcome = element("div", { class: "outcome", role: "status" });
  const save = async () => {
    summary.replaceChildren();
    outcome.replaceChildren(...(await saveAndTell(page)));
  };
  const submit = (event: Event) => {
    event.preventDefault();
    for (const key of setupKeys) page.state.touched.add(key);
    events.update();
    const { result } = judgeForm(page);
    if (result.decision !== "reject") {
      save();
      return;
    }
    outcome.replaceChildren();
    summary.replaceChildren(drawSummary(page, result, events, save));
    document.getElementById("summary-title")?.focus();
  };
  const button = element("button", { type: "submit", class: "button primary" }, form.save);
  return {
    node: element("div", { class: "saving" }, progress, button, summary, outcome),
    submit,
    update: (result: CheckResult) => {
      const text = describeProgress(page, result);
      // A live region speaks whenever it is written to, even the same again.
      if (progress.textContent !== text) progress.textContent = text;
      progress.className = `progress ${result.decision}`;
    },
  };
}

function describeProgress(page: Page, { decision, issues }: CheckResult): string {
  const { page: texts, language } = page.state.texts;
  if (decision === "accept") return texts.form.stateReady;
  const errors = issues.filter(({ severity }) => severity === "error").length;
  return errors > 0
    ? countText(language, texts.form.stateProblems, errors)
    : countText(language, texts.form.stateRemarks, issues.length);
}

async function saveAndTell(page: Page): Promise<HTMLElement[]> {
  const { form } = page.state.texts.page;
  const outcome = await saveSetupFile(judgeForm(page).text);
  if (outcome === "cancelled") return [];
  if (outcome === "failed") return [element("p", { class: "wrong" }, form.notSaved)];
  const [first, second] =
    outcome === "saved" ? [form.saved, form.savedHint] : [form.downloaded, form.downloadedHint];
  return [element("p", { class: "good" }, first), element("p", {}, second)];
}

/** What keeps the file from being usable, each with a link to its field. */
function drawSummary(
  page: Page,
  { issues }: CheckResult,
  events: SavingEvents,
  save: () => void,
): HTMLElement {
  const { form } = page.state.texts.page;
  const errors = issues.filter(({ severity }) => severity === "error");
  return element(
    "section",
    { class: "verdict reject", "aria-labelledby": "summary-title" },
    element("h3", { id: "summary-title", tabindex: -1 }, form.problemsTitle),
    element("ul", {}, ...errors.map((issue) => element("li", {}, drawLink(page, issue, events)))),
    element("button", { type: "button", class: "button small", click: () => save() }, form.saveAnyway),
  );
}

function drawLink(page: Page, issue: Issue, { openAll }: SavingEvents): HTMLElement {
  const { message } = translateIssue(issue, page.state.texts, page.english);
  const id = `field-${issue.key}`;
  return element(
    "a",
    {
      href: `#${id}`,
      click: (event) => {
        event.preventDefault();
        if (!shortKeys.includes(issue.key as SetupKey)) openAll();
        document.getElementById(id)?.focus();
      },
    },
    message,
  );
}
