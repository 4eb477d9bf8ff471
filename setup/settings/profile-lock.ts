import { z } from "zod";
import { modelKeys, modelRoles } from "./resolve-models.ts";
import type { Settings } from "./settings.ts";

const LockedModel = z.object({
  model: z.string(),
  /** profile: the first candidate at that time. setup.txt: chosen by hand. moved: the one before was no longer served, or became the chat model. */
  reason: z.enum(["profile", "setup.txt", "moved"]),
  /** The same in words. */
  why: z.string(),
  /** Only when moved: the model before, and when (ISO 8601, UTC). */
  from: z.string().nullable(),
  at: z.string().nullable(),
});

/** profile.lock.json: what the profile was resolved to on this box, and why. */
export const ProfileLock = z.object({
  schema: z.literal(1),
  profile: z.string(),
  models: z.object({ chat: z.string(), fallback: z.string(), compaction: z.string() }),
  /** Roles whose model was chosen by hand. */
  overridden: z.array(z.string()),
  roles: z.object({ chat: LockedModel, fallback: LockedModel, compaction: LockedModel }),
});
export type ProfileLock = z.infer<typeof ProfileLock>;

/** The text of profile.lock.json. Pure: it follows from the settings alone. */
export function buildProfileLock(settings: Settings): string {
  const { profile, models, overriddenModels } = settings;
  const roles = Object.fromEntries(modelRoles.map((role) => [role, explainModel(settings, role)]));
  return `${JSON.stringify({ schema: 1, profile, models, overridden: overriddenModels, roles }, null, 2)}\n`;
}

function explainModel(
  { profile, models, overriddenModels, modelMoves }: Settings,
  role: (typeof modelRoles)[number],
): z.infer<typeof LockedModel> {
  const model = models[role];
  if (overriddenModels.includes(role)) {
    return { model, reason: "setup.txt", why: `${modelKeys[role]} in setup.txt`, from: null, at: null };
  }
  const move = modelMoves.findLast((known) => known.role === role);
  if (move !== undefined) {
    const { from, at } = move;
    return { model, reason: "moved", why: `in place of ${from} since ${at.slice(0, 10)}`, from, at };
  }
  return { model, reason: "profile", why: `first candidate of ${profile}`, from: null, at: null };
}
