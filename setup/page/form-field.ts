import { keyMeta, type SetupKey } from "../config/schema.ts";
import { fillIn } from "../issues/fill-in.ts";
import type { Issue } from "../issues/issue.ts";
import { element } from "./element.ts";
import { drawControl } from "./field-control.ts";
import { drawFieldHelp } from "./field-help.ts";
import { drawIssue } from "./issue-view.ts";
import type { Page } from "./page.ts";

/** One field of the form, and how to show what is wrong with it. */
export interface FormField {
  readonly key: SetupKey;
  readonly node: HTMLElement;
  readonly showIssues: (issues: readonly Issue[]) => void;
}

export interface FieldEvents {
  readonly changed: () => void;
  /** The reader left the field. */
  readonly left: (key: SetupKey) => void;
}

/** Label, explanation, field and its problems. The explanation and the problems are read out with the field. */
export function drawField(page: Page, key: SetupKey, { changed, left }: FieldEvents): FormField {
  const texts = page.state.texts.keys[key] ?? page.english.keys[key];
  const id = `field-${key}`;
  const control = drawControl(page, key, id, changed);
  const issues = element("div", { id: `${id}-issues`, class: "field-issues", "aria-live": "polite" });
  const node = element(
    "div",
    { class: "field" },
    element(
      "p",
      { class: "field-head" },
      element("label", { for: id }, texts?.label ?? key),
      element("code", { class: "key-name", translate: "no" }, key),
      drawTier(page, key),
    ),
    element("p", { id: `${id}-help`, class: "help" }, texts?.help ?? ""),
    control.node,
    drawBlank(page, key, texts?.whenBlank ?? ""),
    issues,
    drawFieldHelp(page, key),
  );
  node.addEventListener("focusout", (event) => {
    if (!(event.relatedTarget instanceof Node) || !node.contains(event.relatedTarget)) left(key);
  });
  const showIssues = (found: readonly Issue[]) => {
    issues.replaceChildren(...found.map((issue) => drawIssue(page, issue)));
    const wrong = found.some(({ severity }) => severity === "error");
    control.input.setAttribute("aria-invalid", String(wrong));
    node.classList.toggle("wrong", wrong);
  };
  return { key, node, showIssues };
}

function drawTier(page: Page, key: SetupKey): HTMLElement | null {
  if (keyMeta(key).tier !== "required") return null;
  return element("span", { class: "tier" }, page.state.texts.page.form.needed);
}

function drawBlank(page: Page, key: SetupKey, whenBlank: string): HTMLElement | null {
  const { tier, example, prefill, choices } = keyMeta(key);
  const { form } = page.state.texts.page;
  const parts = [
    prefill === undefined && choices === undefined
      ? fillIn(form.example, { example: shorten(example) })
      : null,
    tier === "required" ? null : fillIn(form.whenBlank, { what: whenBlank }),
  ].filter((part) => part !== null);
  return element("p", { id: `field-${key}-blank`, class: "example" }, parts.join(" · "));
}

/** Long keys are known by their beginning. */
function shorten(text: string): string {
  return text.length > 44 ? `${text.slice(0, 32)}…` : text;
}
