import type { AdminAction } from "./admin-action.ts";
import { consentWord } from "./admin-action.ts";
import { type AdminEvent, quiet, type Stepped } from "./admin-events.ts";
import type { AdminState, Dialog, FormDialog, RunDialog } from "./admin-state.ts";
import { clampTop } from "./clamp-top.ts";
import { buildDialog } from "./content/dialog-lines.ts";
import { forms } from "./forms.ts";
import { countRows, type Move, scrollPage, stepsOf } from "./move-view.ts";
import { type EditLine, startLine } from "./wizard/edit-line.ts";
import type { WizardKey } from "./wizard/read-keys.ts";
import { typeInto } from "./wizard/type-into.ts";

/** Something happened while a dialog is open. Pure. */
export function stepDialog(state: AdminState, event: AdminEvent): Stepped {
  const { dialog } = state;
  if (dialog === null) return quiet(state);
  if (event.type === "key") return stepDialogKey(state, dialog, event.key);
  if (dialog.kind === "run") return quiet({ ...state, dialog: stepRun(dialog, event) });
  if (dialog.kind === "form" && event.type === "judged") return stepJudged(state, dialog, event);
  return quiet(state);
}

function stepRun(dialog: RunDialog, event: AdminEvent): RunDialog {
  if (event.type === "output") return { ...dialog, lines: [...dialog.lines, ...event.lines] };
  return event.type === "run-ended" ? { ...dialog, code: event.code, lost: event.lost } : dialog;
}

function stepDialogKey(state: AdminState, dialog: Dialog, key: WizardKey): Stepped {
  switch (dialog.kind) {
    case "help":
      return stepHelp(state, dialog, key);
    case "confirm":
      return stepConfirm(state, dialog, key);
    case "form":
      return dialog.busy ? quiet(state) : stepForm(state, dialog, key);
    case "run":
      return stepRunKey(state, dialog, key);
    case "filter":
      return quiet(stepFilter(state, dialog.line, key));
  }
}

const close = (state: AdminState): AdminState => ({ ...state, dialog: null });

const moves: Readonly<Partial<Record<WizardKey["type"], Move>>> = {
  ...{ up: "up", down: "down", pageUp: "page-up", pageDown: "page-down", home: "first", end: "last" },
};

/** The first line to show after a key that scrolls; null for any other key. */
function scrollDialog(state: AdminState, top: number, key: WizardKey): number | null {
  const name = key.type === "text" && key.text === " " ? "pageDown" : key.type;
  const move = moves[name];
  if (move === undefined) return null;
  const bounds = { lines: buildDialog(state).lines.length, rows: countRows(state) };
  const from = clampTop(top, bounds);
  return clampTop(from + stepsOf(move, Math.max(1, bounds.rows - 1), bounds.lines), bounds);
}

function stepHelp(state: AdminState, dialog: Extract<Dialog, { kind: "help" }>, key: WizardKey): Stepped {
  const top = scrollDialog(state, dialog.top, key);
  return quiet(top === null ? close(state) : { ...state, dialog: { ...dialog, top } });
}

function stepConfirm(
  state: AdminState,
  dialog: Extract<Dialog, { kind: "confirm" }>,
  key: WizardKey,
): Stepped {
  const { action } = dialog;
  if (key.type === "escape" || key.type === "leave") return quiet(close(state));
  if (action.consent === "word") {
    const line = typeInto(dialog.line, key);
    if (line !== null) return quiet({ ...state, dialog: { ...dialog, line } });
    if (key.type !== "enter") return quiet(state);
    return dialog.line.text.trim().toLowerCase() === consentWord ? run(state, action) : quiet(close(state));
  }
  if (key.type !== "text") return quiet(state);
  if (/^y/i.test(key.text)) return run(state, action);
  return /^[nq]/i.test(key.text) ? quiet(close(state)) : quiet(state);
}

function run(state: AdminState, action: AdminAction): Stepped {
  const dialog: RunDialog = { kind: "run", action, lines: [], top: null, code: null, lost: null };
  return { state: { ...state, dialog }, effects: [{ type: "run", action }] };
}

function stepRunKey(state: AdminState, dialog: RunDialog, key: WizardKey): Stepped {
  const over = dialog.code !== null || dialog.lost !== null;
  const lines = buildDialog(state).lines.length;
  const top = scrollDialog(state, dialog.top ?? lines, key);
  if (top !== null) {
    // At the end, what comes moves the window again.
    const atEnd = top >= lines - countRows(state);
    return quiet({ ...state, dialog: { ...dialog, top: atEnd ? null : top } });
  }
  const letter = key.type === "text" ? key.text : "";
  if (!over) {
    const stops = key.type === "leave" || letter === "x";
    return { state, effects: stops ? [{ type: "stop" }] : [] };
  }
  const closes = ["escape", "enter", "leave"].includes(key.type) || letter === "q";
  return closes ? { state: close(state), effects: [{ type: "refresh" }] } : quiet(state);
}

function stepFilter(state: AdminState, line: EditLine, key: WizardKey): AdminState {
  if (key.type === "escape" || key.type === "leave") return close(state);
  const edited = typeInto(line, key);
  if (edited === null && key.type !== "enter") return state;
  const filter = (edited ?? line).text;
  const dialog = edited === null ? null : ({ kind: "filter", line: edited } as const);
  return scrollPage({ ...state, dialog, log: { ...state.log, filter } }, "last");
}

function stepForm(state: AdminState, dialog: FormDialog, key: WizardKey): Stepped {
  if (key.type === "escape" || key.type === "leave") return quiet(close(state));
  if (key.type === "reveal") return quiet({ ...state, dialog: { ...dialog, revealed: !dialog.revealed } });
  const line = typeInto(dialog.line, key);
  if (line !== null) return quiet({ ...state, dialog: { ...dialog, line, problem: null } });
  if (key.type !== "enter") return quiet(state);
  const field = forms[dialog.form].fields[dialog.at];
  if (field === undefined) return quiet(state);
  const typed = field.secret ? dialog.line.text : dialog.line.text.trim();
  const answers = { ...dialog.answers, [field.name]: typed };
  return { state: { ...state, dialog: { ...dialog, answers, busy: true } }, effects: [{ type: "judge" }] };
}

function stepJudged(
  state: AdminState,
  dialog: FormDialog,
  event: Extract<AdminEvent, { type: "judged" }>,
): Stepped {
  const { problem, action } = event;
  if (action !== null) return quiet({ ...state, dialog: { kind: "confirm", action, line: startLine("") } });
  if (problem !== null) return quiet({ ...state, dialog: { ...dialog, problem, busy: false } });
  const next = { at: dialog.at + 1, line: startLine(""), revealed: false, problem: null, busy: false };
  return quiet({ ...state, dialog: { ...dialog, ...next } });
}
