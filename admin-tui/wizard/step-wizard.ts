import type { SetupKey } from "../../setup/config/schema.ts";
import type { Issue } from "../../setup/issues/issue.ts";
import type { Draft } from "./draft.ts";
import { findPath, listWrong } from "./find-path.ts";
import type { Judgement } from "./judge-draft.ts";
import { listMenuKeys } from "./menu-keys.ts";
import { answerQuestion, editQuestion, openQuestion } from "./question.ts";
import type { WizardKey } from "./read-keys.ts";
import { type ChoiceAction, listChoices } from "./wizard-choices.ts";
import type { Question, WizardState, WizardTools } from "./wizard-state.ts";

interface Found {
  readonly draft: Draft;
  readonly judgement: Judgement;
  readonly hadFile: boolean;
  readonly unreadable: Issue | null;
  readonly lost: readonly Issue[];
}

/** Where the wizard begins. Pure. */
export function startWizard(found: Found): WizardState {
  return {
    ...found,
    screen: "start",
    path: findPath(found.draft, found.judgement),
    at: -1,
    question: null,
    selected: 0,
    top: 0,
    notice: null,
    before: "start",
    end: null,
  };
}

/** One key pressed. What needs the world (the verdict, the stick, the installer) is done by `tools`. */
export async function stepWizard(
  state: WizardState,
  key: WizardKey,
  tools: WizardTools,
): Promise<WizardState> {
  if (key.type === "leave") {
    if (state.screen === "leave") return { ...state, end: "left" };
    return { ...state, screen: "leave", before: state.screen, selected: 0, notice: null };
  }
  if (state.screen === "question" && state.question !== null) {
    return stepQuestion(state, state.question, key, tools);
  }
  if (state.screen === "menu") return stepMenu(state, key);
  return stepChoices(state, key, tools);
}

async function stepQuestion(
  state: WizardState,
  question: Question,
  key: WizardKey,
  tools: WizardTools,
): Promise<WizardState> {
  const edited = editQuestion(question, key);
  if (edited !== null) return { ...state, question: edited };
  if (key.type === "escape") return goBack(state, question);
  if (key.type === "tab") return goOn(state, question);
  if (key.type === "pageDown") return { ...state, top: state.top + 5 };
  if (key.type === "pageUp") return { ...state, top: Math.max(0, state.top - 5) };
  if (key.type !== "enter") return state;
  const { accepted, state: answered } = await answerQuestion(state, question, tools.judge);
  return accepted ? goOn(answered, question) : answered;
}

/** To the next question of the path; behind the last one, to what has become wrong meanwhile, or to the review. */
function goOn(state: WizardState, question: Question): WizardState {
  if (state.at < 0) return openMenu(state, question.key);
  const added = listWrong(state.judgement).filter((key) => !state.path.includes(key));
  const path = [...state.path, ...added];
  const next = path[state.at + 1];
  if (next === undefined) return openReview({ ...state, path });
  return askAbout(next, { ...state, path, at: state.at + 1 });
}

function goBack(state: WizardState, question: Question): WizardState {
  if (state.at < 0) return openMenu(state, question.key);
  const previous = state.path[state.at - 1];
  if (previous !== undefined) return askAbout(previous, { ...state, at: state.at - 1 });
  return { ...state, screen: "start", question: null, selected: 0 };
}

function askAbout(key: SetupKey, state: WizardState): WizardState {
  return { ...state, screen: "question", question: openQuestion(key, state), top: 0, notice: null };
}

function openMenu(state: WizardState, key: SetupKey | null): WizardState {
  const selected = key === null ? 0 : Math.max(0, listMenuKeys().indexOf(key));
  return { ...state, screen: "menu", question: null, at: -1, selected, notice: null };
}

function openReview(state: WizardState): WizardState {
  return { ...state, screen: "review", question: null, at: -1, selected: 0, top: 0, notice: null };
}

function stepMenu(state: WizardState, key: WizardKey): WizardState {
  const keys = listMenuKeys();
  const chosen = keys[state.selected];
  if (key.type === "enter" && chosen !== undefined) return askAbout(chosen, { ...state, at: -1 });
  if (key.type === "escape" || key.type === "tab") return openReview(state);
  return { ...state, selected: moveBy(state.selected, key, keys.length) };
}

async function stepChoices(state: WizardState, key: WizardKey, tools: WizardTools): Promise<WizardState> {
  const choices = listChoices(state);
  if (key.type === "enter") {
    const chosen = choices[state.selected];
    return chosen === undefined ? state : act(chosen.action, state, tools);
  }
  if (key.type === "escape") return leaveChoices(state);
  if (key.type === "pageDown") return { ...state, top: state.top + 5 };
  if (key.type === "pageUp") return { ...state, top: Math.max(0, state.top - 5) };
  return { ...state, selected: moveBy(state.selected, key, choices.length) };
}

function leaveChoices(state: WizardState): WizardState {
  if (state.screen === "leave") return { ...state, screen: state.before, selected: 0 };
  if (state.screen === "review") return openMenu(state, null);
  return state;
}

function moveBy(selected: number, key: WizardKey, count: number): number {
  const steps: Partial<Record<WizardKey["type"], number>> = {
    up: -1,
    down: 1,
    pageUp: -10,
    pageDown: 10,
    home: -count,
    end: count,
  };
  return Math.max(0, Math.min(count - 1, selected + (steps[key.type] ?? 0)));
}

async function act(action: ChoiceAction, state: WizardState, tools: WizardTools): Promise<WizardState> {
  switch (action) {
    case "path":
      return startPath(state);
    case "menu":
      return openMenu(state, null);
    case "review":
      return openReview(state);
    case "stay":
      return { ...state, screen: state.before, selected: 0 };
    case "leave":
      return { ...state, end: "left" };
    case "look": {
      await tools.look();
      const judgement = await tools.judge(state.draft);
      const notice = { tone: "good", text: "This computer was looked at again." } as const;
      return { ...state, judgement, path: findPath(state.draft, judgement), selected: 0, top: 0, notice };
    }
    case "send":
      await tools.send(state.draft);
      return { ...state, end: "typed" };
    case "save":
    case "save-and-send":
      return save(state, action === "save-and-send", tools);
  }
}

/** From the start: the whole short path; from the review: what is wrong now. */
function startPath(state: WizardState): WizardState {
  const path = state.screen === "start" ? findPath(state.draft, state.judgement) : listWrong(state.judgement);
  const [first] = path;
  return first === undefined ? openReview(state) : askAbout(first, { ...state, path, at: 0 });
}

/** What could not be saved is no reason not to install, but the reader decides. */
async function save(state: WizardState, send: boolean, tools: WizardTools): Promise<WizardState> {
  const outcome = await tools.save(state.draft);
  const notice = { tone: outcome.saved ? "good" : "bad", text: outcome.message } as const;
  if (!outcome.saved || !send) return { ...state, notice, top: 0 };
  await tools.send(state.draft);
  return { ...state, notice, end: "typed" };
}
