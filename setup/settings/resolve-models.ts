import type { SetupConfig } from "../config/schema.ts";
import { buildIssue } from "../issues/build-issue.ts";
import type { Issue } from "../issues/issue.ts";
import type { Profiles } from "./profiles.ts";
import type { Models, ProfileName } from "./settings.ts";

/** Role → the key that overrides it. */
export const modelKeys = {
  chat: "CHAT_MODEL",
  fallback: "FALLBACK_MODEL",
  compaction: "COMPACTION_MODEL",
} as const;

export type ModelRole = keyof typeof modelKeys;

export const modelRoles: readonly ModelRole[] = ["chat", "fallback", "compaction"];

/** What a profile offers for a role, best first. A fallback never ends in `:free`: free tiers rate-limit silently. */
export function listCandidates(profiles: Profiles, profile: ProfileName, role: ModelRole): string[] {
  return profiles[profile][role].filter((id) => role !== "fallback" || !id.endsWith(":free"));
}

/** Profile and overrides → all three models: the operator's own choice, else the first candidate. */
export function resolveModels(config: SetupConfig, profile: ProfileName, profiles: Profiles) {
  const issues: Issue[] = [];
  const pick = (role: ModelRole): string => {
    const chosen = config[modelKeys[role]] ?? listCandidates(profiles, profile, role)[0];
    if (chosen !== undefined) return chosen;
    const key = modelKeys[role];
    issues.push(buildIssue("profile.no-model", { key: "PROFILE" }, { value: profile, role, key }));
    return "";
  };
  const models: Models = { chat: pick("chat"), fallback: pick("fallback"), compaction: pick("compaction") };
  return { models: issues.length > 0 ? null : models, issues };
}
