import type { Issue } from "../issues/issue.ts";
import { limitIssues } from "../issues/limit-issues.ts";
import type { Profiles } from "../settings/profiles.ts";
import { describeSettings, type SettingsSummary } from "./describe-settings.ts";
import { parseDocument } from "./document.ts";
import { validateConfig } from "./validate.ts";

export type Decision = "accept" | "accept-with-warnings" | "reject";

/** The JSON of `clawdie check --json`. */
export interface CheckResult {
  readonly schema: 1;
  readonly decision: Decision;
  readonly source: { readonly file: string | null; readonly encoding: string; readonly lineEnding: string };
  /** Sorted by line, at most 20 and then a count. */
  readonly issues: readonly Issue[];
  /** What the box would be; null when the decision is reject. */
  readonly settings: SettingsSummary | null;
}

export interface CheckOptions {
  readonly profiles: Profiles;
  /** Name shown as the source. */
  readonly file?: string | null;
  /** What was found out before the bytes were read. */
  readonly issues?: readonly Issue[];
  /** Show the secrets in `settings` instead of masks. */
  readonly showSecrets?: boolean;
}

/** Judges the bytes of a setup.txt; null bytes are a file that could not be had. Pure and total. */
export function checkSetup(bytes: Uint8Array | null, options: CheckOptions): CheckResult {
  const { file = null, issues: before = [], profiles, showSecrets = false } = options;
  if (bytes === null) return buildResult({ file, encoding: "unknown", lineEnding: "none" }, before, null);
  const document = parseDocument(bytes);
  const { config, issues } = validateConfig(document);
  const summary = config === null ? null : describeSettings(config, profiles, showSecrets);
  const source = { file, encoding: document.encoding, lineEnding: document.lineEnding };
  return buildResult(source, [...before, ...issues, ...(summary?.issues ?? [])], summary?.settings ?? null);
}

function buildResult(
  source: CheckResult["source"],
  issues: readonly Issue[],
  settings: SettingsSummary | null,
): CheckResult {
  const decision = decide(issues);
  return {
    schema: 1,
    decision,
    source,
    issues: limitIssues(issues),
    settings: decision === "reject" ? null : settings,
  };
}

function decide(issues: readonly Issue[]): Decision {
  if (issues.some(({ severity }) => severity === "error")) return "reject";
  return issues.length > 0 ? "accept-with-warnings" : "accept";
}
