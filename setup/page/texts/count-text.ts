import { fillIn } from "../../issues/fill-in.ts";
import type { PluralTexts } from "./catalogue.ts";

/** A counted text in the form its language wants for this number: one, two, few, other. */
export function countText(language: string, forms: PluralTexts, count: number): string {
  const form = new Intl.PluralRules(language).select(count);
  return fillIn(forms[form] ?? forms.other, { count });
}
