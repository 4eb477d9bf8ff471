import type { SetupKey } from "../../setup/config/schema.ts";
import type { Issue } from "../../setup/issues/issue.ts";
import { emptyLine } from "../line.ts";
import { buildMenu } from "./build-menu.ts";
import { buildQuestion } from "./build-question.ts";
import { buildReview } from "./build-review.ts";
import { buildDiskLines } from "./disk-lines.ts";
import { buildIssueRow, buildMarked, buildNotice, buildText } from "./issue-lines.ts";
import { errorsOf, isError } from "./judge-draft.ts";
import { listMenuKeys } from "./menu-keys.ts";
import type { ScreenPage } from "./screen-page.ts";
import { listChoices } from "./wizard-choices.ts";
import type { WizardState } from "./wizard-state.ts";

/** What the present screen shows. Pure. @param columns width of the terminal. */
export function buildPage(state: WizardState, columns: number): ScreenPage {
  switch (state.screen) {
    case "start":
      return buildStart(state, columns);
    case "question":
      return state.question === null
        ? buildStart(state, columns)
        : buildQuestion(state, state.question, columns);
    case "menu":
      return buildMenu(state, columns);
    case "review":
      return buildReview(state, columns);
    case "leave":
      return buildLeave(state, columns);
  }
}

const choiceKeys = "Up Down choose   Enter go   PgUp PgDn read   Ctrl-L redraw   Ctrl-C leave";

function buildStart(state: WizardState, columns: number): ScreenPage {
  const errors = state.judgement.issues.filter(isError);
  const kept = listMenuKeys().filter((key) => isKept(key, state)).length;
  return {
    title: "fill in the settings",
    position: "",
    lines: [
      ...buildNotice(state.notice, columns),
      ...buildText(describeBeginning(state), "text", columns),
      ...(state.unreadable === null ? [] : [emptyLine, ...buildIssueRow(state.unreadable, columns)]),
      emptyLine,
      ...errors.flatMap((issue) => buildIssueRow(issue, columns)),
      ...state.lost.flatMap((issue) => buildMarked(describeLost(issue), "warning", columns)),
      ...(errors.length + state.lost.length === 0 ? [] : [emptyLine]),
      ...(kept === 0 ? [] : buildMarked(describeKept(kept), "good", columns)),
      ...buildText("Nothing is written to a disk before you choose to install.", "quiet", columns),
      ...buildDiskLines(state.judgement),
    ],
    top: state.top,
    choices: listChoices(state).map(({ text }) => text),
    selected: state.selected,
    keys: choiceKeys,
  };
}

function describeBeginning({ hadFile, unreadable, judgement }: WizardState): string {
  if (!hadFile)
    return "There is no setup.txt to read. Fill in a few settings here instead, and Clawdie installs itself.";
  if (unreadable !== null) return "The setup.txt on the stick could not be used:";
  if (!judgement.issues.some(isError)) return "The setup.txt is in order.";
  return "The setup.txt is kept as far as it is right. What is missing or wrong:";
}

function isKept(key: SetupKey, { draft, judgement }: WizardState): boolean {
  return (draft.get(key) ?? "") !== "" && errorsOf(key, judgement).length === 0;
}

function describeLost({ line, message }: Issue): string {
  return `${line === null ? "Something in the file" : `Line ${line}`} is not kept: ${message}`;
}

function describeKept(count: number): string {
  return count === 1
    ? "1 setting of your setup.txt is kept."
    : `${count} settings of your setup.txt are kept.`;
}

function buildLeave(state: WizardState, columns: number): ScreenPage {
  return {
    title: "leave?",
    position: "",
    lines: buildText(
      "Nothing has been written to a disk. The installer goes on waiting for a corrected stick, and you can come back " +
        "with Enter, but what you have typed here has to be typed again.",
      "text",
      columns,
    ),
    choices: listChoices(state).map(({ text }) => text),
    selected: state.selected,
    keys: "Up Down choose   Enter go   Esc stay   Ctrl-C again: leave",
  };
}
