import type { Severity } from "./issue.ts";

/** What stands behind one issue code. `{name}` marks a word filled in by `buildIssue`. */
export interface CodeEntry {
  readonly severity: Severity;
  /** The rule that was broken, as one or two sentences. */
  readonly rule: string;
  /** The cure, as an instruction. */
  readonly cure: string;
}

/** Codes are `area.problem`. */
export type CodeTable = Readonly<Record<`${string}.${string}`, CodeEntry>>;
