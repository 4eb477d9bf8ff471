import { keyMeta, setupKeys } from "../../config/schema.ts";
import { groupTitles } from "../../generate/key-groups.ts";
import { issueCodes } from "../../issues/codes.ts";
import type { Catalogue, KeyTexts } from "./catalogue.ts";
import { englishTexts } from "./english-texts.ts";

/** The English catalogue: page texts from en.json, keys from the schema, issues from their one table. Translations start from it. */
export function buildEnglish(): Catalogue {
  const keys = setupKeys.map((key): [string, KeyTexts] => {
    const { label, help, rule, whenBlank } = keyMeta(key);
    return [key, { label, help: help.join(" "), rule, whenBlank }];
  });
  const issues = Object.entries(issueCodes).map(([code, { rule, cure }]) => [code, { rule, cure }] as const);
  return {
    ...englishTexts,
    groups: groupTitles,
    keys: Object.fromEntries(keys),
    issues: Object.fromEntries(issues),
  };
}
