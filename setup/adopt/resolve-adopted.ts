import type { SetupConfig } from "../config/schema.ts";
import type { Profiles } from "../settings/profiles.ts";
import { modelKeys, modelRoles } from "../settings/resolve-models.ts";
import { type ResolvedSettings, resolveSettings } from "../settings/resolve-settings.ts";
import type { Settings } from "../settings/settings.ts";
import { mergeConfig } from "./merge-config.ts";

/**
 * setup.txt on top of what the box has → its settings afterwards. While the profile stays, so do its models: the box may
 * have moved on from one that is no longer served. Pure; passwords must be hashed before.
 */
export function resolveAdopted(config: SetupConfig, kept: Settings, profiles: Profiles): ResolvedSettings {
  const merged = mergeConfig(config, kept);
  const resolved = resolveSettings(merged.config, profiles);
  // The box has worked with this endpoint and these models.
  const known = config.OPENROUTER_BASE_URL === null && merged.config.PROFILE === kept.profile;
  const news = resolved.issues.filter(({ code }) => !known || code !== "model.not-on-endpoint");
  const issues = [...merged.issues, ...news];
  const refused = issues.some(({ severity }) => severity === "error");
  if (resolved.settings === null || refused) return { settings: null, issues };
  return { settings: keepModels(resolved.settings, merged.config, kept), issues };
}

function keepModels(settings: Settings, config: SetupConfig, kept: Settings): Settings {
  if (settings.profile !== kept.profile) return settings;
  const fromProfile = modelRoles.filter((role) => config[modelKeys[role]] === null);
  const models = { ...settings.models };
  for (const role of fromProfile) models[role] = kept.models[role];
  return {
    ...settings,
    models,
    modelMoves: kept.modelMoves.filter(({ role }) => fromProfile.includes(role)),
  };
}
