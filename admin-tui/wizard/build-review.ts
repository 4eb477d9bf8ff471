import { parseDocument } from "../../setup/config/document.ts";
import { type ListedSetting, listSettings } from "../../setup/config/list-settings.ts";
import { keyMeta } from "../../setup/config/schema.ts";
import { emptyLine, type Line } from "../line.ts";
import { buildDiskLines } from "./disk-lines.ts";
import { renderDraft } from "./draft.ts";
import { buildIssueLines, buildMarked } from "./issue-lines.ts";
import { isError } from "./judge-draft.ts";
import type { ScreenPage } from "./screen-page.ts";
import { listChoices } from "./wizard-choices.ts";
import type { Notice, WizardState } from "./wizard-state.ts";

const labelColumns = 30;

/** The verdict on the whole, what is to be read about it, and what the box will be. Pure. */
export function buildReview(state: WizardState, columns: number): ScreenPage {
  const { judgement, draft, notice } = state;
  const errors = judgement.issues.filter(isError);
  const warnings = judgement.issues.filter((issue) => !isError(issue));
  const { tone, text } = notice ?? describeVerdict(errors.length, warnings.length);
  const settings =
    judgement.settings === null ? [] : listSettings(parseDocument(renderDraft(draft)), judgement.settings);
  return {
    title: "review",
    position: "",
    lines: [
      ...buildMarked(text, tone, columns, true),
      emptyLine,
      ...errors.flatMap((issue) => buildIssueLines(issue, columns)),
      ...(errors.length > 0 ? [emptyLine] : []),
      ...warnings.flatMap((issue) => buildIssueLines(issue, columns)),
      ...(warnings.length > 0 ? [emptyLine] : []),
      ...settings.flatMap((setting) => buildSetting(setting, columns)),
      ...buildDiskLines(judgement),
    ],
    top: state.top,
    choices: listChoices(state).map(({ text: choice }) => choice),
    selected: state.selected,
    keys: "Up Down choose   Enter go   PgUp PgDn read   Esc settings   Ctrl-C leave",
  };
}

function describeVerdict(errors: number, warnings: number): Notice {
  if (errors > 0) return { tone: "bad", text: "This cannot be installed yet. Nothing was changed." };
  const read = warnings > 0 ? "It can be installed. Please read this first." : "Everything is in order.";
  return { tone: warnings > 0 ? "warning" : "good", text: read };
}

/** Settings that stay blank are not echoed: there is nothing to check. */
function buildSetting({ key, value, origin }: ListedSetting, columns: number): Line[] {
  if (value === null) return [];
  const made = origin === "file" ? "" : `  (${origin})`;
  const text = `${keyMeta(key).label.padEnd(labelColumns)}${value}${made}`;
  return [{ text: text.slice(0, columns), tone: origin === "file" ? "text" : "quiet", typed: true }];
}
