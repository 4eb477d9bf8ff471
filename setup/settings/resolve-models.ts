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

type Role = keyof typeof modelKeys;

export const modelRoles: readonly Role[] = ["chat", "fallback", "compaction"];

/** Profile and overrides → all three models. A fallback never ends in `:free`: free tiers rate-limit silently. */
export function resolveModels(config: SetupConfig, profile: ProfileName, profiles: Profiles) {
  const issues: Issue[] = [];
  const pick = (role: Role): string => {
    const own = config[modelKeys[role]];
    if (own !== null) return own;
    const usable = profiles[profile][role].find((id) => role !== "fallback" || !id.endsWith(":free"));
    if (usable !== undefined) return usable;
    const key = modelKeys[role];
    issues.push(buildIssue("profile.no-model", { key: "PROFILE" }, { value: profile, role, key }));
    return "";
  };
  const models: Models = { chat: pick("chat"), fallback: pick("fallback"), compaction: pick("compaction") };
  return { models: issues.length > 0 ? null : models, issues };
}
