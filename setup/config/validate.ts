import { buildIssue, type IssueWords } from "../issues/build-issue.ts";
import type { IssueCode } from "../issues/codes.ts";
import type { Issue } from "../issues/issue.ts";
import { sortIssues } from "../issues/limit-issues.ts";
import { checkAcrossKeys } from "./cross-rules.ts";
import type { SetupDocument } from "./document.ts";
import type { SetupEntry } from "./parse-line.ts";
import type { RuleContext } from "./rule.ts";
import { rules } from "./rules.ts";
import { keyMeta, type SetupConfig, type SetupKey, SetupSchema, setupKeys } from "./schema.ts";
import { screenValue } from "./screen-value.ts";
import { isWipedValue } from "./wiped-value.ts";

export interface ValidatedConfig {
  /** Null when any issue, of the document or the values, is an error. */
  readonly config: SetupConfig | null;
  /** What the file asks of the machine, so that both can be judged together even when another line is wrong. */
  readonly install: Pick<
    SetupConfig,
    "INSTALL_DISK" | "ERASE_DISK" | "INSTALL_MODE" | "ALLOW_IDENTITY_CHANGE"
  >;
  /** Who could be told about a wrong line, as far as these lines are right. */
  readonly telegram: Pick<SetupConfig, "TELEGRAM_BOT_TOKEN" | "TELEGRAM_ADMIN_ID" | "TELEGRAM_API_ROOT">;
  /** Issues of document and values together, sorted by line; all of them. */
  readonly issues: readonly Issue[];
}

/** Document → config. Pure and total; every problem is in `issues`, none is thrown. */
export function validateConfig(document: SetupDocument): ValidatedConfig {
  if (!document.readable) {
    const nothing = { INSTALL_DISK: null, ERASE_DISK: null };
    const install = { ...nothing, INSTALL_MODE: null, ALLOW_IDENTITY_CHANGE: null };
    const telegram = { TELEGRAM_BOT_TOKEN: null, TELEGRAM_ADMIN_ID: null, TELEGRAM_API_ROOT: null };
    return { config: null, install, telegram, issues: sortIssues(document.issues) };
  }
  const entries = new Map(document.entries.map((entry) => [entry.key, entry]));
  const issues: Issue[] = [...document.issues];
  const values = new Map<SetupKey, unknown>();
  for (const entry of document.entries) values.set(entry.key, readEntry(entry, entries, issues));
  const config = Object.fromEntries(setupKeys.map((key) => [key, values.get(key) ?? null])) as SetupConfig;
  issues.push(...checkAcrossKeys(config, entries, mentionedKeys(document)));
  const good = issues.every(({ severity }) => severity !== "error");
  return { config: good ? config : null, install: config, telegram: config, issues: sortIssues(issues) };
}

/** Keys the file mentions at all; a broken line about a key is not also a missing key. */
function mentionedKeys(document: SetupDocument): ReadonlySet<string> {
  const errors = document.issues.filter(({ severity }) => severity === "error");
  return new Set(errors.flatMap(({ key }) => (key === null ? [] : [key])));
}

/** The value in its final type; null when it is blank or wrong. */
function readEntry(entry: SetupEntry, entries: ReadonlyMap<SetupKey, SetupEntry>, issues: Issue[]): unknown {
  const { key, line, column } = entry;
  const report = (code: IssueCode, words: IssueWords = {}) => {
    issues.push(buildIssue(code, { key, line, column }, { rule: keyMeta(key).rule, ...words }));
  };
  const textOf = (other: SetupKey) => entries.get(other)?.value.reveal().trim() || null;
  const context = { key, report, textOf };
  const text = entry.value.reveal();
  if (text.trim() === "" || isKeptByBox(text, context)) return null;
  const screened = screenValue(text, context);
  const read = screened === null ? null : rules[key](screened, context);
  if (read === null) return null;
  const shaped = SetupSchema.shape[key].safeParse(read);
  if (!shaped.success) report("value.format");
  return shaped.success ? shaped.data : null;
}

/** Overwritten on the stick, but the box that is to be adopted has it. */
function isKeptByBox(text: string, { key, textOf }: Pick<RuleContext, "key" | "textOf">): boolean {
  return (
    textOf("INSTALL_MODE")?.toLowerCase() === "adopt" && keyMeta(key).secret && isWipedValue(text.trim())
  );
}
