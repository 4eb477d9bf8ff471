import type { SetupKey } from "../../setup/config/schema.ts";
import type { Issue } from "../../setup/issues/issue.ts";
import type { Draft } from "./draft.ts";
import type { EditLine } from "./edit-line.ts";
import type { Judgement } from "./judge-draft.ts";
import type { QuestionOption } from "./question-options.ts";
import type { SaveOutcome } from "./save-to-stick.ts";

export type WizardScreen = "start" | "question" | "menu" | "review" | "leave";

/** How it ended: the settings were handed over, the reader left, or the installer took another file meanwhile. */
export type WizardEnd = "typed" | "left" | "taken";

/** Everything the screens are made of. Holds plain secrets. */
export interface WizardState {
  readonly screen: WizardScreen;
  readonly draft: Draft;
  readonly judgement: Judgement;
  /** False when there was no setup.txt at all. */
  readonly hadFile: boolean;
  readonly unreadable: Issue | null;
  /** About lines of the refused file that are not kept. */
  readonly lost: readonly Issue[];
  /** The settings asked for one after another. */
  readonly path: readonly SetupKey[];
  /** Place in `path`; -1 when the question was opened from the list of all settings. */
  readonly at: number;
  readonly question: Question | null;
  /** Which of the screen's choices. */
  readonly selected: number;
  /** First line of a long text that is shown. */
  readonly top: number;
  /** What the last choice did. */
  readonly notice: Notice | null;
  /** Where `leave` was asked. */
  readonly before: WizardScreen;
  readonly end: WizardEnd | null;
}

export interface Question {
  readonly key: SetupKey;
  readonly line: EditLine;
  /** True until something is typed: then typing replaces the text, as in a form. */
  readonly untouched: boolean;
  /** A secret is shown as it is. */
  readonly revealed: boolean;
  /** What to choose from; null to type. */
  readonly options: readonly QuestionOption[] | null;
  readonly selected: number;
  /** The text the issues are about; null before the first verdict. */
  readonly judged: string | null;
  readonly issues: readonly Issue[];
}

export interface Notice {
  readonly tone: "good" | "bad" | "warning";
  readonly text: string;
}

/** What the wizard can do in the world. */
export interface WizardTools {
  readonly judge: (draft: Draft) => Promise<Judgement>;
  /** Read this computer's disks again; the next judgement knows them. */
  readonly look: () => Promise<void>;
  readonly save: (draft: Draft) => Promise<SaveOutcome>;
  /** Hand the file to the installer that waits for it. */
  readonly send: (draft: Draft) => Promise<void>;
}
