import type { Profiles } from "../setup/settings/profiles.ts";

/** A table whose first candidates are the models of `buildSettings()`; every role has two more to go to. */
export function buildProfiles(): Profiles {
  const list = (role: string) => [`example/${role}-model`, `other/${role}-second`, `other/${role}-third`];
  const profile = { chat: list("chat"), fallback: list("fallback"), compaction: list("compaction") };
  return { balanced: profile, economy: profile, quality: profile };
}
