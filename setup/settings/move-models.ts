import type { Profiles } from "./profiles.ts";
import { listCandidates, type ModelRole, modelRoles } from "./resolve-models.ts";
import type { Models, Settings } from "./settings.ts";

/** What becomes of the models when the service serves only some. */
export interface ModelMoves {
  /** The models afterwards. */
  readonly models: Models;
  readonly moves: readonly { readonly role: ModelRole; readonly from: string; readonly to: string }[];
  /** Roles whose model is not served and stays: chosen by hand, or without another served candidate. */
  readonly stuck: readonly ModelRole[];
}

/**
 * A model that is no longer served gives way to the best served candidate of its profile; never one that the operator
 * chose. When the chat model moves to the one of the fallback, the fallback moves on, if it can. Pure.
 */
export function moveModels(
  settings: Pick<Settings, "profile" | "models" | "overriddenModels">,
  profiles: Profiles,
  isServed: (model: string) => boolean,
): ModelMoves {
  const models: { -readonly [Role in ModelRole]: string } = { ...settings.models };
  const moves: ModelMoves["moves"][number][] = [];
  const stuck: ModelRole[] = [];
  for (const role of modelRoles) {
    const from = settings.models[role];
    const isUsable = isServed(from);
    const isTaken = role === "fallback" && from === models.chat && from !== settings.models.chat;
    if (isUsable && !isTaken) continue;
    const to = settings.overriddenModels.includes(role) ? undefined : findNext(role);
    if (to !== undefined && to !== from) {
      models[role] = to;
      moves.push({ role, from, to });
    } else if (!isUsable) stuck.push(role);
  }
  return { models, moves, stuck };

  function findNext(role: ModelRole): string | undefined {
    const served = listCandidates(profiles, settings.profile, role).filter(isServed);
    return (role === "fallback" ? served.find((id) => id !== models.chat) : undefined) ?? served[0];
  }
}
