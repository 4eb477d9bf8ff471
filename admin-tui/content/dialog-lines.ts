import { wrapText } from "../../setup/status/format-figures.ts";
import { consentWord, showCommand } from "../admin-action.ts";
import type { AdminState, Dialog, FormDialog, RunDialog } from "../admin-state.ts";
import { describeExit } from "../describe-exit.ts";
import { forms } from "../forms.ts";
import { emptyLine, type Line } from "../line.ts";
import { countRows } from "../move-view.ts";
import { type EditLine, splitCharacters } from "../wizard/edit-line.ts";
import { showLine } from "../wizard/show-line.ts";
import { buildHelp } from "./help-lines.ts";
import { buildLog } from "./log-lines.ts";
import { breakLine } from "./text-lines.ts";

/** A dialog in place of the screen. */
export interface DialogContent {
  readonly title: string;
  readonly lines: readonly Line[];
  /** First line shown; null: the last ones. */
  readonly top: number | null;
  readonly bar: string;
  /** Where is typed: line and column. */
  readonly cursor?: { readonly line: number; readonly column: number };
}

/** The open dialog; nothing when there is none. Pure. */
export function buildDialog({ dialog, screen, size, log }: AdminState): DialogContent {
  const { columns } = size;
  switch (dialog?.kind) {
    case "help":
      return {
        title: "help",
        lines: buildHelp(screen),
        top: dialog.top,
        bar: "arrows scroll  any other key closes it",
      };
    case "confirm":
      return buildConfirm(dialog, columns);
    case "form":
      return buildForm(dialog, columns);
    case "run":
      return buildRun(dialog, columns);
    case "filter":
      return buildFilter(dialog.line, buildLog(log, columns).slice(1 - countRows({ size })), columns);
    default:
      return { title: "", lines: [], top: 0, bar: "" };
  }
}

const label = (name: string) => name.padEnd(10);

function wrap(text: string, columns: number): Line[] {
  return wrapText(text, columns).map((line) => ({ text: line, tone: "text" }));
}

function buildConfirm(
  { action, line }: Extract<Dialog, { kind: "confirm" }>,
  columns: number,
): DialogContent {
  const command = breakLine(`${label("Command")}${showCommand(action)}`, columns);
  const lines: Line[] = [
    { text: action.title, tone: "text", bold: true },
    emptyLine,
    ...wrap(action.effect, columns),
    emptyLine,
    ...command.map((text): Line => ({ text, tone: "text" })),
    emptyLine,
  ];
  if (action.consent === "key") {
    const question: Line = { text: "Do it? y: yes, n: no", tone: "warning", marked: true };
    return { title: "confirm", lines: [...lines, question], top: 0, bar: "y do it  n, Esc leave it" };
  }
  const prompt = `To do it, type ${consentWord} and press Enter: `;
  return {
    ...{ title: "confirm", top: 0, bar: "Enter do it  Esc leave it" },
    lines: [...lines, { text: `${prompt}${line.text}`, tone: "warning" }],
    cursor: { line: lines.length, column: prompt.length + line.cursor },
  };
}

function buildForm(dialog: FormDialog, columns: number): DialogContent {
  const { title, intro, fields } = forms[dialog.form];
  const head: Line[] = [
    { text: title, tone: "text", bold: true },
    emptyLine,
    ...wrap(intro, columns),
    emptyLine,
  ];
  const name = (text: string) => `${text}:`.padEnd(17);
  const done = fields.slice(0, dialog.at).map(({ name: key, label: text, secret }): Line => {
    const answer = dialog.answers[key] ?? "";
    return {
      text: `${name(text)}${secret ? "*".repeat(splitCharacters(answer).length) : answer}`,
      tone: "text",
      typed: true,
    };
  });
  const field = fields[dialog.at];
  const shown = showLine(dialog.line, columns - 18, field?.secret === true && !dialog.revealed);
  const problem = dialog.problem === null ? [] : [emptyLine, ...wrap(dialog.problem, columns)];
  const reveal = field?.secret === true ? "  Ctrl-T show or mask it" : "";
  return {
    title,
    lines: [
      ...head,
      ...done,
      { text: `${name(field?.label ?? "")}${shown.text}`, tone: "text", typed: true },
      ...problem.map((line): Line => ({ ...line, tone: "bad" })),
    ],
    top: 0,
    bar: dialog.busy ? "One moment ..." : `Enter go on  Esc leave it${reveal}`,
    cursor: { line: head.length + done.length, column: 17 + shown.column },
  };
}

function buildRun({ action, lines, top, code, lost }: RunDialog, columns: number): DialogContent {
  const running = code === null && lost === null;
  const end: Line[] = running
    ? [{ text: "Running ...", tone: "quiet", marked: true }]
    : [lost === null ? describeExit(code ?? 0, action.exits) : describeLost(lost)];
  return {
    title: action.title,
    lines: [
      ...breakLine(`$ ${showCommand(action)}`, columns).map((text): Line => ({ text, tone: "quiet" })),
      ...lines.flatMap((line) => buildOutput(line, columns)),
      emptyLine,
      ...end,
    ],
    top,
    bar: running ? "x stop it  arrows scroll" : "Enter, Esc back  arrows scroll",
  };
}

/** The picture of a link is made of half blocks: dark on light everywhere, or no camera reads it. */
function buildOutput(line: string, columns: number): Line[] {
  if (/^[ \u2580\u2584\u2588]{20,}$/.test(line)) return [{ text: line, tone: "text", paper: true }];
  return breakLine(line, columns).map((text) => ({ text: text || " ", tone: "text" }));
}

function describeLost(reason: string): Line {
  return { text: `The box cannot be reached any more: ${reason}`, tone: "warning", marked: true };
}

/** The newest lines that fit stand below what is typed. */
function buildFilter(line: EditLine, found: readonly Line[], columns: number): DialogContent {
  const prompt = "Only lines with: ";
  const shown = showLine(line, columns - prompt.length - 1, false);
  return {
    ...{ title: "filter", top: 0, bar: "Enter keep it  Esc close  Ctrl-U empty it" },
    lines: [{ text: `${prompt}${shown.text}`, tone: "warning", typed: true }, ...found],
    cursor: { line: 0, column: prompt.length + shown.column },
  };
}
