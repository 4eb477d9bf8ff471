import { keyMeta } from "../../setup/config/schema.ts";
import { emptyLine, type Line } from "../line.ts";
import { buildIssueLines, buildText } from "./issue-lines.ts";
import type { ScreenPage } from "./screen-page.ts";
import { showLine } from "./show-line.ts";
import type { Question, WizardState } from "./wizard-state.ts";

/** A setting: what it is, where it comes from, its rule, the field, and the verdict. Pure. */
export function buildQuestion(state: WizardState, question: Question, columns: number): ScreenPage {
  const { key, options } = question;
  const meta = keyMeta(key);
  const head: Line[] = [
    { text: `${meta.label}  (${key})`, tone: "text", bold: true },
    emptyLine,
    ...meta.help.map((text): Line => ({ text, tone: "text" })),
    ...(meta.choices === undefined ? buildText(meta.rule, "text", columns) : []),
    ...(meta.choices === undefined ? [{ text: `Example: ${meta.example}`, tone: "quiet" } as const] : []),
    ...buildText(describeNeed(question), "quiet", columns),
    emptyLine,
  ];
  const field = options === null ? buildField(question, columns) : null;
  const lines = [
    ...head,
    ...(field === null ? buildOptionLines(question) : [field.line]),
    ...(field === null ? [] : buildHints(question)),
    emptyLine,
    ...question.issues.flatMap((issue) => buildIssueLines(issue, columns)),
    ...buildContinue(question, columns),
  ];
  return {
    title: `${state.at < 0 ? "all settings" : "what is missing"}`,
    position: state.at < 0 ? "" : `${state.at + 1} of ${state.path.length}`,
    lines,
    focus: field === null ? head.length + question.selected : Math.min(lines.length - 1, head.length + 6),
    choices: [],
    selected: 0,
    keys: describeKeys(question, state.at),
    ...(field === null ? {} : { cursor: { line: head.length, column: field.column } }),
  };
}

function describeNeed({ key }: Question): string {
  const { tier, whenBlank } = keyMeta(key);
  return tier === "required" ? "Required." : `Blank: ${whenBlank}.`;
}

const prompt = "> ";

function buildField({ key, line, revealed }: Question, columns: number) {
  const masked = keyMeta(key).secret && !revealed;
  const shown = showLine(line, columns - prompt.length, masked);
  return {
    line: { text: `${prompt}${shown.text}`, tone: "text", bold: true, typed: true } as Line,
    column: prompt.length + shown.column,
  };
}

/** Right under the field. */
function buildHints({ key, line, untouched, revealed }: Question): Line[] {
  if (line.text === "") return [{ text: "  (blank)", tone: "quiet" }];
  const { secret } = keyMeta(key);
  const length =
    secret && !revealed ? `${line.text.length} characters, masked` : `${line.text.length} characters`;
  const keep = untouched ? "; typing replaces it, arrows and Backspace edit it" : "";
  return [{ text: `  ${length}${keep}`, tone: "quiet" }];
}

function buildOptionLines({ options, selected }: Question): Line[] {
  return (options ?? []).map(({ text }, at) => ({
    text: `${at === selected ? ">" : " "} ${text}`,
    tone: "text",
    bold: at === selected,
  }));
}

/** A warning does not stop anybody. */
function buildContinue({ issues, judged }: Question, columns: number): Line[] {
  const onlyWarnings = issues.length > 0 && issues.every(({ severity }) => severity === "warning");
  if (!onlyWarnings || judged === null) return [];
  return buildText("Press Enter again to keep it as it is.", "text", columns);
}

function describeKeys({ key, options, revealed }: Question, at: number): string {
  const show = keyMeta(key).secret ? [revealed ? "Ctrl-T mask" : "Ctrl-T show"] : [];
  const parts =
    options === null
      ? ["Enter next", "Esc back", ...(at < 0 ? [] : ["Tab later"]), ...show, "Ctrl-U clear", "Ctrl-C leave"]
      : ["Up Down choose", "Enter take it", "Esc back", ...(at < 0 ? [] : ["Tab later"]), "Ctrl-C leave"];
  return parts.join("   ");
}
