import type { KeyGroup } from "../config/key-meta.ts";
import { keyMeta, type SetupKey, setupKeys } from "../config/schema.ts";

/** Headings in the order of template and tables. */
export const groupTitles: Readonly<Record<KeyGroup, string>> = {
  start: "The four lines to fill in",
  spending: "Spending",
  access: "Ways into the box",
  box: "The box",
  network: "Network",
  disk: "Disk",
  models: "Models",
  format: "Written by us",
};

/** The keys of each group, in the order they are declared. */
export function listKeyGroups(): { title: string; keys: readonly SetupKey[] }[] {
  return Object.entries(groupTitles).map(([group, title]) => ({
    title,
    keys: setupKeys.filter((key) => keyMeta(key).group === group),
  }));
}
