import type { CodeEntry } from "./code-table.ts";
import { type IssueCode, issueCodes } from "./codes.ts";
import { escapeControls } from "./escape-controls.ts";
import type { Issue } from "./issue.ts";

/** Where an issue is: key of setup.txt, 1-based line and column; null or left out when it has no such place. */
export interface IssuePlace {
  readonly key?: string | null;
  readonly line?: number | null;
  readonly column?: number | null;
}

/** Words for the `{name}` marks of a code's text. Never a secret: they are shown as they are. */
export type IssueWords = Readonly<Record<string, string | number>>;

/** The issue of this code, its text filled in with `{key}`, `{line}` and the given words. */
export function buildIssue(code: IssueCode, place: IssuePlace = {}, words: IssueWords = {}): Issue {
  const entry: CodeEntry = issueCodes[code];
  const known: IssueWords = { key: place.key ?? "The value", line: place.line ?? "?", ...words };
  return {
    code,
    severity: entry.severity,
    key: place.key ?? null,
    line: place.line ?? null,
    column: place.column ?? null,
    message: fillIn(entry.rule, known),
    hint: fillIn(entry.cure, known),
  };
}

function fillIn(text: string, words: IssueWords): string {
  return text.replace(/\{([a-zA-Z]+)\}/g, (mark, name: string) =>
    escapeControls(String(words[name] ?? mark)),
  );
}
