import { keyMeta, type SetupKey } from "../../setup/config/schema.ts";
import { listKeyGroups } from "../../setup/generate/key-groups.ts";

/** The groups of settings a person may change, in the order of the file; what we write ourselves is left out. Pure. */
export function listMenuGroups(): { readonly title: string; readonly keys: readonly SetupKey[] }[] {
  return listKeyGroups()
    .map(({ title, keys }) => ({ title, keys: keys.filter((key) => keyMeta(key).tier !== "written by us") }))
    .filter(({ keys }) => keys.length > 0);
}

/** The same settings in one row. Pure. */
export function listMenuKeys(): SetupKey[] {
  return listMenuGroups().flatMap(({ keys }) => keys);
}
