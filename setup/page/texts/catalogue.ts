import type { KeyGroup } from "../../config/key-meta.ts";
import type { EnglishTexts } from "./english-texts.ts";

/** What a form says about one key. */
export interface KeyTexts {
  readonly label: string;
  readonly help: string;
  readonly rule: string;
  readonly whenBlank: string;
}

/** Forms of a counted text, by the plural categories of the language (Intl.PluralRules); `other` is always there. */
export type PluralTexts = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** Every text of both pages in one language. Each translation is one file of this shape: sl.json, for example. */
export interface Catalogue {
  /** BCP 47, as in the lang attribute. */
  readonly language: string;
  readonly languageName: string;
  readonly page: EnglishTexts["page"];
  readonly guide: EnglishTexts["guide"];
  readonly groups: Readonly<Record<KeyGroup, string>>;
  /** By key of setup.txt. */
  readonly keys: Readonly<Record<string, KeyTexts>>;
  /** By issue code; `{name}` marks are filled in with the issue's words. */
  readonly issues: Readonly<Record<string, { readonly rule: string; readonly cure: string }>>;
  /** Words of issues that are phrases themselves; the same names in every language. */
  readonly phrases: Readonly<Record<string, string>>;
}
