import type { Settings } from "./settings.ts";

/** The text of profile.lock.json: what the profile resolved to on this box, and which models were chosen by hand. */
export function buildProfileLock({ profile, models, overriddenModels }: Settings): string {
  return `${JSON.stringify({ schema: 1, profile, models, overridden: overriddenModels }, null, 2)}\n`;
}
