import { keyMeta } from "../../setup/config/schema.ts";
import { emptyLine, type Line } from "../line.ts";
import { buildDiskLines } from "./disk-lines.ts";
import { splitCharacters } from "./edit-line.ts";
import { buildIssueLines, buildMarked, buildNotice, buildText } from "./issue-lines.ts";
import type { ScreenPage } from "./screen-page.ts";
import { showLine } from "./show-line.ts";
import type { Question, WizardState } from "./wizard-state.ts";

/** A setting: what it is, where it comes from, its rule, the field or the choices, and the verdict. Pure. */
export function buildQuestion(state: WizardState, question: Question, columns: number): ScreenPage {
  const disks = question.key === "ERASE_DISK" ? buildDiskLines(state.judgement) : [];
  const head = buildHead(question, columns, disks.length > 0);
  const { lines, focus, cursor } =
    question.options === null ? buildTyped(question, columns) : buildChosen(question, columns);
  return {
    title: state.at < 0 ? "all settings" : "what is missing or wrong",
    position: state.at < 0 ? "" : `${state.at + 1} of ${state.path.length}`,
    lines: [...head, ...lines, ...buildNotice(state.notice, columns), ...disks],
    ...(focus === undefined ? { top: state.top } : { focus: head.length + focus }),
    choices: [],
    selected: 0,
    keys: describeKeys(question, state.at),
    ...(cursor === undefined ? {} : { cursor: { line: head.length, column: cursor } }),
  };
}

/** @param short the rest of the screen is needed. */
function buildHead({ key, options }: Question, columns: number, short: boolean): Line[] {
  const { label, help, rule, example, tier, whenBlank } = keyMeta(key);
  const need = tier === "required" ? "Required." : `Blank: ${whenBlank}.`;
  const facts = options === null && !short ? [`Example: ${example}`, need] : [];
  return [
    { text: `${label}  (${key})`, tone: "text", bold: true },
    emptyLine,
    ...buildText(help.join(" "), "text", columns),
    ...(options === null && !short ? buildText(rule, "text", columns) : []),
    ...facts.flatMap((text) => buildText(text, "quiet", columns)),
    emptyLine,
  ];
}

interface QuestionBody {
  readonly lines: readonly Line[];
  /** Line that has to be visible. */
  readonly focus?: number;
  /** Column in the first line. */
  readonly cursor?: number;
}

const prompt = "> ";

function buildTyped(question: Question, columns: number): QuestionBody {
  const { key, line, revealed, issues } = question;
  const masked = keyMeta(key).secret && !revealed;
  const shown = showLine(line, columns - prompt.length, masked);
  return {
    lines: [
      { text: `${prompt}${shown.text}`, tone: "text", bold: true, typed: true },
      { text: `  ${describeLine(question)}`, tone: "quiet" },
      emptyLine,
      ...issues.flatMap((issue) => buildIssueLines(issue, columns)),
      ...buildContinue(question, columns),
    ],
    cursor: prompt.length + shown.column,
  };
}

/** Right under the field. */
function describeLine({ key, line, untouched, revealed }: Question): string {
  if (line.text === "") return "(blank)";
  const masked = keyMeta(key).secret && !revealed ? ", masked" : "";
  const keep = untouched ? "; typing replaces it, arrows and Backspace edit it" : "";
  const count = splitCharacters(line.text).length;
  return `${count} ${count === 1 ? "character" : "characters"}${masked}${keep}`;
}

function buildChosen({ options, selected, issues }: Question, columns: number): QuestionBody {
  const rows = (options ?? []).map(({ text, details }, at): Line[] => [
    { text, tone: "text", bold: at === selected, selected: at === selected },
    ...details.map((detail): Line => ({ text: `  ${detail}`, tone: "quiet" })),
  ]);
  return {
    lines: [
      ...rows.flat(),
      emptyLine,
      // What to do about it is to choose.
      ...issues.flatMap(({ message, severity }) =>
        buildMarked(message, severity === "error" ? "bad" : "warning", columns),
      ),
    ],
    focus: rows.slice(0, selected).flat().length,
  };
}

/** A warning does not stop anybody. */
function buildContinue({ issues, judged }: Question, columns: number): Line[] {
  const onlyWarnings = issues.length > 0 && issues.every(({ severity }) => severity === "warning");
  if (!onlyWarnings || judged === null) return [];
  return buildText("Press Enter again to keep it as it is.", "text", columns);
}

function describeKeys({ key, options, revealed }: Question, at: number): string {
  const later = at < 0 ? [] : ["Tab later"];
  const show = keyMeta(key).secret ? [revealed ? "Ctrl-T mask" : "Ctrl-T show"] : [];
  const parts =
    options === null
      ? ["Enter next", "Esc back", ...later, ...show, "Ctrl-U clear", "Ctrl-C leave"]
      : ["Up Down choose", "Enter take it", "Esc back", ...later, "Ctrl-C leave"];
  return parts.join("   ");
}
