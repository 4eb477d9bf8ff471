import { keyMeta, type SetupKey } from "../config/schema.ts";
import { listKeyGroups } from "./key-groups.ts";
import { quoteValue } from "./quote-value.ts";

/** Only the lines of a filled in template that say something: what a person looks through before saving. */
export function renderSetupLines(values: ReadonlyMap<SetupKey, string>): string[] {
  return listKeyGroups()
    .flatMap(({ keys }) => keys)
    .map((key) => ({ key, value: values.get(key) ?? keyMeta(key).prefill ?? "" }))
    .filter(({ value }) => value !== "")
    .map(({ key, value }) => `${key}=${quoteValue(key, value)}`);
}
