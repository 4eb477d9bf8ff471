import { type SetupConfig, type SetupKey, setupKeys } from "../config/schema.ts";
import { buildIssue } from "../issues/build-issue.ts";
import type { Issue } from "../issues/issue.ts";
import { Secret } from "../issues/secret.ts";
import type { Settings } from "../settings/settings.ts";
import { keyContract } from "./key-contract.ts";

export interface MergedConfig {
  /** What the box shall have: nothing it needs is blank any more. */
  readonly config: SetupConfig;
  readonly issues: readonly Issue[];
}

/** setup.txt and what the box has already → one config, by the contract. Pure; passwords of `config` must be hashed. */
export function mergeConfig(config: SetupConfig, kept: Settings): MergedConfig {
  const mayChange = config.ALLOW_IDENTITY_CHANGE === true;
  const issues: Issue[] = [];
  const merged = setupKeys.map((key) => {
    const [wished, onBox] = [config[key], keyContract[key].onBox(kept)];
    const { rule } = keyContract[key];
    if (rule === "used once") return [key, wished];
    if (wished === null || isSame(wished, onBox)) return [key, onBox];
    if (rule === "identity" && !mayChange) issues.push(buildIssue("adopt.identity", { key }));
    if (rule !== "filled" || onBox === null) return [key, wished];
    // Two hashes of one password differ: whether it is the same cannot be told.
    issues.push(buildIssue("adopt.kept", { key }));
    return [key, onBox];
  });
  return { config: Object.fromEntries(merged) as SetupConfig, issues };
}

/** Keys whose value setup.txt changes, for people: names only. Pure. */
export function listChangedKeys(config: SetupConfig, kept: Settings): SetupKey[] {
  return setupKeys.filter((key) => {
    const { rule, onBox } = keyContract[key];
    const [wished, now] = [config[key], onBox(kept)];
    if (rule === "used once" || wished === null || isSame(wished, now)) return false;
    return rule !== "filled" || now === null;
  });
}

function isSame(a: unknown, b: unknown): boolean {
  return plain(a) === plain(b);
}

function plain(value: unknown): string {
  return JSON.stringify(value instanceof Secret ? value.reveal() : value);
}
