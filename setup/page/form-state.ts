import type { CheckResult } from "../config/check-setup.ts";
import { keyMeta, type SetupKey } from "../config/schema.ts";
import { renderSetupTemplate } from "../generate/render-setup-template.ts";
import type { Page } from "./page.ts";

/** What the form stands for now: the text it would save, and the box's judgement of it. */
export interface FormState {
  readonly text: string;
  readonly result: CheckResult;
}

/** Judges the form by writing the file and reading it as the box would: one set of rules for both. */
export function judgeForm(page: Page): FormState {
  const text = renderSetupTemplate(page.state.values);
  return { text, result: page.judge(new TextEncoder().encode(text), "setup.txt") };
}

/** What a field shows: what was typed, or what the template fills in. */
export function formValue(page: Page, key: SetupKey): string {
  return page.state.values.get(key) ?? keyMeta(key).prefill ?? "";
}
