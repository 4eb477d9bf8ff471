import { type ModelMoves, moveModels } from "../settings/move-models.ts";
import type { ServiceObservations, Verdict } from "./build-service-checks.ts";
import { isServed, type OfferedModels } from "./offered-models.ts";

/** Which models must move because the service no longer serves them to this key; null when that is not known. Pure. */
export function planModelMoves({
  model,
  settings,
  profiles,
}: Pick<ServiceObservations, "model" | "settings" | "profiles">): ModelMoves | null {
  if (model.outcome !== "ok" || model.offered === null) return null;
  const offered: OfferedModels = model.offered;
  const plan = moveModels(settings, profiles, (id) => isServed(offered, id));
  // A self-hosted endpoint serves what its owner wants, and not every one lists all of it: only the owner may choose.
  if (model.key !== null) return plan;
  const stuck = [...plan.stuck, ...plan.moves.map(({ role }) => role)];
  return { models: settings.models, moves: [], stuck };
}

/** Are the models served, and does the fallback cost money? Pure. */
export function judgeModels(seen: ServiceObservations): Verdict {
  const plan = planModelMoves(seen);
  if (plan === null || seen.model.outcome !== "ok") return ["not-checked", "models.not-checked"];
  const { models, moves, stuck } = plan;
  const missing = [...new Set(stuck.map((role) => models[role]))].join(", ");
  const isLost = stuck.includes("chat") && stuck.includes("fallback") && seen.model.key !== null;
  if (isLost) return ["failed", "models.none-served", { models: missing }];
  if (moves.length > 0) return judgeMoves(seen, moves);
  if (stuck.length > 0) return ["ok", "models.retired", { models: missing }];
  if (seen.model.offered?.free.includes(models.fallback) && seen.model.key !== null) {
    return ["ok", "models.free-fallback", { models: models.fallback }];
  }
  return judgeEarlier(seen);
}

function judgeMoves({ place }: ServiceObservations, moves: ModelMoves["moves"]): Verdict {
  const text = moves.map(({ role, from, to }) => describeMove(role, to, from)).join(", ");
  return place === "box"
    ? ["failed", "models.moving", { moves: text }]
    : ["ok", "models.would-move", { moves: text }];
}

/** The last move of each role that was not replaced by hand since. */
function judgeEarlier({ settings }: ServiceObservations): Verdict {
  const last = new Map(settings.modelMoves.map((move) => [move.role, move]));
  const moved = [...last.values()].filter(({ role }) => !settings.overriddenModels.includes(role));
  if (moved.length === 0) return ["ok", "models.ok"];
  const text = moved.map(({ role, from }) => describeMove(role, settings.models[role], from)).join(", ");
  return ["ok", "models.moved", { moves: text }];
}

function describeMove(role: string, to: string, from: string): string {
  return `${role} ${to} instead of ${from}`;
}
