import type { KeyGroup } from "../config/key-meta.ts";
import { keyMeta, type SetupKey, setupKeys } from "../config/schema.ts";
import { groupTitles } from "../generate/key-groups.ts";

/** The keys of the short path. */
export const shortKeys: readonly SetupKey[] = setupKeys.filter((key) => keyMeta(key).group === "start");

/** The other groups a person fills in, in the order of the template. */
export function listLongGroups(): { group: KeyGroup; keys: readonly SetupKey[] }[] {
  return (Object.keys(groupTitles) as KeyGroup[])
    .filter((group) => group !== "start" && group !== "format")
    .map((group) => ({ group, keys: setupKeys.filter((key) => keyMeta(key).group === group) }));
}
