import { moveModels } from "./move-models.ts";
import type { Profiles } from "./profiles.ts";
import { listCandidates, type ModelRole, modelKeys, modelRoles } from "./resolve-models.ts";
import type { ProfileName, Settings } from "./settings.ts";

/** What one role would get today. */
export interface RoleToday {
  /** null: none of its candidates is served. */
  readonly model: string | null;
  readonly why: string;
  /** Best first; `served` is null when nobody was asked. */
  readonly candidates: readonly { readonly model: string; readonly served: boolean | null }[];
}

export type ProfileToday = Readonly<Record<ModelRole, RoleToday>>;

type IsServed = ((model: string) => boolean) | null;

/** What each profile would give a new box today, by the rule that moves retired models. @param isServed null: nobody was asked. Pure. */
export function describeProfiles(
  profiles: Profiles,
  isServed: IsServed,
): Readonly<Record<ProfileName, ProfileToday>> {
  const names = Object.keys(profiles) as ProfileName[];
  const entries = names.map((profile) => {
    const first = (role: ModelRole) => listCandidates(profiles, profile, role)[0] ?? "";
    const models = { chat: first("chat"), fallback: first("fallback"), compaction: first("compaction") };
    return [profile, describeModels({ profile, models, overriddenModels: [] }, profiles, isServed)];
  });
  return Object.fromEntries(entries) as Record<ProfileName, ProfileToday>;
}

/** The same for settings that may hold models chosen by hand. Pure. */
export function describeModels(
  settings: Pick<Settings, "profile" | "models" | "overriddenModels">,
  profiles: Profiles,
  isServed: IsServed,
): ProfileToday {
  const { models, stuck } = moveModels(settings, profiles, isServed ?? (() => true));
  const describe = (role: ModelRole): RoleToday => {
    const before = settings.models[role];
    const isOwn = settings.overriddenModels.includes(role);
    const list = isOwn ? [before] : listCandidates(profiles, settings.profile, role);
    const candidates = list.map((model) => ({ model, served: isServed === null ? null : isServed(model) }));
    const isLost = stuck.includes(role);
    if (isOwn) {
      return { model: before, why: `${modelKeys[role]}${isLost ? ", not served" : ""}`, candidates };
    }
    if (isLost) return { model: null, why: "no candidate is served", candidates };
    const isTaken = isServed?.(before) === true;
    const cause = isTaken ? "is the chat model already" : "is not served";
    const why = models[role] === before ? "first candidate" : `${before} ${cause}`;
    return { model: models[role], why, candidates };
  };
  return Object.fromEntries(modelRoles.map((role) => [role, describe(role)])) as ProfileToday;
}
