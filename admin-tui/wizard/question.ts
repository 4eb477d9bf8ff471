import { keyMeta, type SetupKey } from "../../setup/config/schema.ts";
import { startLine } from "./edit-line.ts";
import { errorsOf, isError, keyToCure } from "./judge-draft.ts";
import { buildOptions } from "./question-options.ts";
import type { WizardKey } from "./read-keys.ts";
import { typeInto } from "./type-into.ts";
import type { Question, WizardState, WizardTools } from "./wizard-state.ts";

/** The question about a setting, with what the draft says and what is wrong with it. Pure. */
export function openQuestion(
  key: SetupKey,
  { draft, judgement }: Pick<WizardState, "draft" | "judgement">,
): Question {
  const text = draft.get(key) ?? keyMeta(key).prefill ?? "";
  const options = buildOptions(key, judgement.disks);
  const chosen = options?.findIndex(({ value }) => value === text) ?? -1;
  const typed = options !== null && chosen < 0 && text !== "" && keyMeta(key).choices === undefined;
  return {
    key,
    line: startLine(text),
    untouched: true,
    revealed: false,
    options: typed ? null : options,
    selected: Math.max(0, chosen),
    judged: null,
    // What is only blank is asked for, not complained about.
    issues: text === "" && keyMeta(key).tier === "required" ? [] : errorsOf(key, judgement),
  };
}

/** A key that changes the answer only; null when it is not one of those. Pure. */
export function editQuestion(question: Question, key: WizardKey): Question | null {
  if (question.options !== null) return moveSelection(question, question.options.length, key);
  if (key.type === "reveal") return { ...question, revealed: !question.revealed };
  // The first letter typed replaces what stood there.
  const line = typeInto(question.untouched && key.type === "text" ? startLine("") : question.line, key);
  return line === null ? null : { ...question, line, untouched: false };
}

function moveSelection(question: Question, count: number, key: WizardKey): Question | null {
  const steps: Partial<Record<WizardKey["type"], number>> = { up: -1, down: 1, home: -count, end: count };
  const step = steps[key.type];
  if (step === undefined) return key.type === "text" ? question : null;
  return { ...question, selected: Math.max(0, Math.min(count - 1, question.selected + step)) };
}

/** What the draft would say with this answer. Pure. */
export function readAnswer(question: Question): string | null {
  if (question.options !== null) return question.options[question.selected]?.value ?? null;
  // Only a password may begin or end with a space.
  return keyMeta(question.key).kind === "password" ? question.line.text : question.line.text.trim();
}

/** Judge the answer: accepted (the draft has it), or the question again with what is wrong, or warned about once. */
export async function answerQuestion(
  state: WizardState,
  question: Question,
  judge: WizardTools["judge"],
): Promise<{ readonly accepted: boolean; readonly state: WizardState }> {
  const { key } = question;
  const value = readAnswer(question);
  if (value === null) {
    const typed = { ...question, options: null, line: startLine(""), untouched: false };
    return { accepted: false, state: { ...state, question: typed } };
  }
  const draft = new Map(state.draft).set(key, value);
  const judgement = await judge(draft);
  const found = judgement.issues.filter((issue) => keyToCure(issue) === key);
  const told = question.judged === value || value === "" ? found.filter(isError) : found;
  const errors = found.some(isError);
  if (errors || told.length > 0) {
    return { accepted: false, state: { ...state, question: { ...question, judged: value, issues: told } } };
  }
  return { accepted: true, state: { ...state, draft, judgement } };
}
