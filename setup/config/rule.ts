import type { IssueWords } from "../issues/build-issue.ts";
import type { IssueCode } from "../issues/codes.ts";
import type { SetupKey } from "./schema.ts";

export interface RuleContext {
  readonly key: SetupKey;
  /** What the file says for another key, unread; null when blank. Never to be shown. */
  readonly textOf: (key: SetupKey) => string | null;
  /** Adds an issue at the value. Words are shown as they are, so no secret may be among them. */
  readonly report: (code: IssueCode, words?: IssueWords) => void;
}

/** Repairs a value without guessing, or reports an error and returns null. What it returns must fit the key's shape. */
export type Rule = (text: string, context: RuleContext) => string | null;
