/**
 * An issue is a value: something the operator (or the machine) got wrong, in words the operator uses.
 * Issues are collected and shown together; they are never thrown.
 */
export type Severity = "error" | "warning";

/** Words for the `{name}` marks of a code's texts. Never a secret: they are shown as they are. */
export type IssueWords = Readonly<Record<string, string | number>>;

export interface Issue {
  /** Stable identifier `area.problem`, listed in `codes.ts`. */
  readonly code: string;
  readonly severity: Severity;
  /** The setup.txt key concerned, or null when the issue is about the file or the machine. */
  readonly key: string | null;
  /** 1-based line in the operator's file, or null. */
  readonly line: number | null;
  /** 1-based column (in characters), or null. */
  readonly column: number | null;
  /** What is wrong and which rule it breaks. Never contains a secret value. */
  readonly message: string;
  /** What to do about it, as an instruction. */
  readonly hint: string;
  /** What was filled into both texts beside key, line and the key's rule, so that another language fills in the same. */
  readonly words: IssueWords;
}
