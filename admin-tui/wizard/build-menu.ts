import { keyMeta, type SetupKey } from "../../setup/config/schema.ts";
import { emptyLine, type Line } from "../line.ts";
import type { Tone } from "../theme.ts";
import { isError, keyToCure } from "./judge-draft.ts";
import { listMenuGroups, listMenuKeys } from "./menu-keys.ts";
import type { ScreenPage } from "./screen-page.ts";
import type { WizardState } from "./wizard-state.ts";

const labelColumns = 32;

/** Every setting by group with its value; secrets are only counted. Pure. */
export function buildMenu(state: WizardState, columns: number): ScreenPage {
  const chosen = listMenuKeys()[state.selected];
  const rows = listMenuGroups().flatMap(({ title, keys }, at) => [
    ...(at === 0 ? [] : [{ key: null, line: emptyLine }]),
    { key: null, line: { text: title, tone: "text", bold: true } as Line },
    ...keys.map((key) => ({ key, line: buildRow(key, key === chosen, state, columns) })),
  ]);
  return {
    title: "all settings",
    position: "",
    lines: rows.map(({ line }) => line),
    focus: rows.findIndex(({ key }) => key !== null && key === chosen),
    choices: [],
    selected: 0,
    keys: "Up Down choose   Enter change   Esc review   Ctrl-C leave",
  };
}

function buildRow(key: SetupKey, selected: boolean, state: WizardState, columns: number): Line {
  const { label } = keyMeta(key);
  const tone = judgeKey(key, state);
  const value = describeValue(key, state);
  // Two columns are the pointer's, two the mark's.
  const text = `${label.padEnd(labelColumns)}${value}`.slice(0, columns - 4);
  return { text, tone, marked: true, bold: selected, selected, typed: true };
}

function judgeKey(key: SetupKey, { judgement, draft }: WizardState): Tone {
  const found = judgement.issues.filter((issue) => keyToCure(issue) === key);
  if (found.some(isError)) return "bad";
  if ((draft.get(key) ?? "") === "") return "text";
  return found.length > 0 ? "warning" : "good";
}

function describeValue(key: SetupKey, { draft }: WizardState): string {
  const { secret, prefill, tier, whenBlank } = keyMeta(key);
  const value = draft.get(key) ?? prefill ?? "";
  if (value === "") return tier === "required" ? "missing" : `(${whenBlank})`;
  return secret ? `set, ${value.length} characters` : value;
}
