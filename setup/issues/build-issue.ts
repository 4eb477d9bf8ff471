import type { CodeEntry } from "./code-table.ts";
import { type IssueCode, issueCodes } from "./codes.ts";
import { escapeControls } from "./escape-controls.ts";
import { fillIn } from "./fill-in.ts";
import type { Issue, IssueWords } from "./issue.ts";

export type { IssueWords } from "./issue.ts";

/** Where an issue is: key of setup.txt, 1-based line and column; null or left out when it has no such place. */
export interface IssuePlace {
  readonly key?: string | null;
  readonly line?: number | null;
  readonly column?: number | null;
}

/** The issue of this code, its text filled in with `{key}`, `{line}` and the given words. */
export function buildIssue(code: IssueCode, place: IssuePlace = {}, words: IssueWords = {}): Issue {
  const entry: CodeEntry = issueCodes[code];
  const { rule = "", ...shown } = escapeWords(words);
  const known: IssueWords = { key: place.key ?? "The value", line: place.line ?? "?", rule, ...shown };
  return {
    code,
    severity: entry.severity,
    key: place.key ?? null,
    line: place.line ?? null,
    column: place.column ?? null,
    message: fillIn(entry.rule, known),
    hint: fillIn(entry.cure, known),
    words: shown,
  };
}

function escapeWords(words: IssueWords): IssueWords {
  return Object.fromEntries(
    Object.entries(words).map(([name, word]) => [
      name,
      typeof word === "string" ? escapeControls(word) : word,
    ]),
  );
}
