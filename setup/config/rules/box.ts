import type { Rule } from "../rule.ts";
import { supportedLocales } from "./supported-locales.ts";

/** `en-us.UTF-8` is understood as `en_US`. */
export const readLocale: Rule = (text, { report }) => {
  const match = /^([a-z]{2,3})[_-]([a-z]{2})(\.utf-?8)?$/i.exec(text);
  if (match === null) return text;
  const locale = `${match[1]?.toLowerCase()}_${match[2]?.toUpperCase()}`;
  if (!supportedLocales.includes(locale)) {
    report("locale.unknown", { suggestion: suggestLocale(locale) });
    return null;
  }
  if (locale !== text) report("locale.spelling", { value: locale });
  return locale;
};

/** Countries of the same language, three at most: first the one that is called like it, and those most people mean. */
function suggestLocale(locale: string): string {
  const language = locale.slice(0, locale.indexOf("_") + 1);
  const usual = [language + language.slice(0, -1).toUpperCase(), "en_US", "en_GB"];
  const near = supportedLocales
    .filter((name) => name.startsWith(language))
    .toSorted((a, b) => Number(usual.includes(b)) - Number(usual.includes(a)))
    .slice(0, 3);
  if (near.length === 0) return "Write a language and a country, such as en_US, or leave it blank.";
  return `For this language there is ${near.join(", ")}.`;
}

export const readEmail: Rule = (text, { report }) => {
  const domain = text.slice(text.lastIndexOf("@") + 1);
  if (!/^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+$/.test(text) || /\.\.|^[.-]|[.-]$/.test(domain)) {
    report("email.form");
    return null;
  }
  if (!domain.includes(".")) report("email.local");
  return text;
};

/** Dollars with a dot; a comma could be a decimal or a thousands sign. */
export const readLimit: Rule = (text, { report }) => {
  const bare = text.replace(/^(\$|usd)\s*|\s*(\$|usd|dollars?)$/gi, "");
  if (/^0+(\.0*)?$/.test(bare)) {
    report("limit.zero");
    return null;
  }
  if (!/^\d{1,6}(\.\d{1,2})?$/.test(bare) || Number(bare) > 100_000) {
    report("limit.form");
    return null;
  }
  if (bare !== text) report("limit.sign", { value: bare });
  return bare;
};

/** Words in any capitals. */
export function readChoice(choices: readonly string[]): Rule {
  return (text, { report }) => {
    const word = text.toLowerCase();
    if (!choices.includes(word)) {
      report("value.choice", { choices: choices.join(", ") });
      return null;
    }
    if (word !== text) report("value.capitals", { value: word });
    return word;
  };
}

const yesWords = ["yes", "y", "true", "on", "1"];
const noWords = ["no", "n", "false", "off", "0"];

export const readYesNo: Rule = (text, { report }) => {
  const word = text.toLowerCase();
  if (yesWords.includes(word)) return "yes";
  if (noWords.includes(word)) return "no";
  report("value.choice", { choices: "yes, no" });
  return null;
};

/** @param known The newest format this version understands. */
export function readFormatVersion(known: number): Rule {
  return (text, { report }) => {
    const found = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : null;
    if (found === null) report("value.format");
    else if (found > known) report("schema.newer", { found, known });
    else return text;
    return null;
  };
}
