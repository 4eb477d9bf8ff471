import { findPath, listWrong } from "./find-path.ts";
import { isError, keyToCure } from "./judge-draft.ts";
import type { WizardState } from "./wizard-state.ts";

export type ChoiceAction =
  | "path"
  | "menu"
  | "review"
  | "look"
  | "save"
  | "save-and-send"
  | "send"
  | "stay"
  | "leave";

export interface Choice {
  readonly text: string;
  readonly action: ChoiceAction;
}

/** What can be chosen at the bottom of a screen. Pure. */
export function listChoices(state: WizardState): Choice[] {
  switch (state.screen) {
    case "start":
      return listStart(state);
    case "review":
      return listReview(state);
    case "leave":
      return [
        { text: "Stay", action: "stay" },
        { text: "Leave: nothing is installed, what was typed here is forgotten", action: "leave" },
      ];
    case "question":
    case "menu":
      return [];
  }
}

const allSettings: Choice = { text: "All settings", action: "menu" };
const lookAgain: Choice = { text: "Look at this computer again, after a change", action: "look" };

function listStart({ draft, judgement }: WizardState): Choice[] {
  const path = findPath(draft, judgement);
  const first: Choice =
    path.length === 0
      ? { text: "Review", action: "review" }
      : { text: `Fill in what is missing or wrong (${countSettings(path.length)})`, action: "path" };
  return [first, allSettings, ...(hasMachineTrouble(judgement) ? [lookAgain] : [])];
}

function listReview({ judgement }: WizardState): Choice[] {
  const wrong = listWrong(judgement).length;
  const correct: Choice = { text: `Put right what is wrong (${countSettings(wrong)})`, action: "path" };
  if (wrong > 0) return [correct, ...(hasMachineTrouble(judgement) ? [lookAgain] : []), allSettings];
  const change: Choice = { text: "Change a setting", action: "menu" };
  if (hasOwnTrouble(judgement)) return [lookAgain, { text: "Save to the stick", action: "save" }, change];
  return [
    { text: "Install now", action: "send" },
    { text: "Save to the stick too, then install", action: "save-and-send" },
    change,
  ];
}

/** True when other disks or more memory would help. */
function hasMachineTrouble(judgement: WizardState["judgement"]): boolean {
  return judgement.issues.some((issue) => isError(issue) && /^(disk|machine)\./.test(issue.code));
}

/** True when something is wrong that no setting cures: no disk, too little memory. */
function hasOwnTrouble(judgement: WizardState["judgement"]): boolean {
  return judgement.issues.some((issue) => isError(issue) && keyToCure(issue) === null);
}

function countSettings(count: number): string {
  return count === 1 ? "1 setting" : `${count} settings`;
}
