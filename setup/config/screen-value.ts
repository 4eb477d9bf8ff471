import { invisible, nameCodePoint } from "./characters.ts";
import type { Rule, RuleContext } from "./rule.ts";
import { findVendor } from "./rules/vendors.ts";
import { keyMeta, type SetupKey } from "./schema.ts";
import { isWipedValue } from "./wiped-value.ts";

/** Keys whose values may hold other letters than ASCII. */
const anyLetters: ReadonlySet<SetupKey> = new Set([
  "ASSISTANT_NAME",
  "OPERATOR_PASSWORD",
  "CLAWDIE_USER_PASSWORD",
  "SSH_AUTHORIZED_KEY",
]);

/** Keys whose values may hold spaces. */
const anySpaces: ReadonlySet<SetupKey> = new Set([
  "ASSISTANT_NAME",
  "OPERATOR_PASSWORD",
  "CLAWDIE_USER_PASSWORD",
  "SSH_AUTHORIZED_KEY",
  "OPENROUTER_API_KEY",
  "TELEGRAM_ADMIN_ID",
  "TIMEZONE",
  "MONTHLY_LIMIT_USD",
  "INSTALL_DISK",
  "NETWORK_ADDRESS",
  "NETWORK_GATEWAY",
  "NETWORK_DNS",
]);

/** What is wrong with any value, whatever its own rule: sample texts, secrets of other keys, unseen and foreign characters. */
export const screenValue: Rule = (text, context) => {
  const { key, report } = context;
  const seen = screenInvisible(text, context);
  if (seen === null) return null;
  const visible = takeOutBrackets(keyMeta(key).comments === "ambiguous" ? seen : seen.trim(), context);
  if (keyMeta(key).secret && isWipedValue(visible)) return fail(() => report("value.wiped"));
  if (isMasked(visible, key)) return fail(() => report("value.masked"));
  if (isPlaceholder(visible, key)) return fail(() => report("value.placeholder"));
  const stray = findStraySecret(visible, key);
  if (stray !== null) return fail(() => report("value.secret-elsewhere", { ...stray }));
  const vendor = mayBeAnything.has(key) ? undefined : findVendor(visible);
  if (vendor !== undefined) return fail(() => report("value.other-service", { vendor }));
  const webCode = /&(amp|lt|gt|quot|#\d+);|%[0-9A-F]{2}/i.exec(visible)?.[0];
  if (webCode !== undefined)
    report("value.web-escape", { what: webCode.startsWith("%") ? "a % code" : "an & code" });
  if (!anyLetters.has(key)) {
    const foreign = /[^\t\x20-\x7e]/u.exec(visible)?.[0];
    if (foreign !== undefined)
      return fail(() => report(nameForeign(foreign), { codePoint: showForeign(foreign, key) }));
  }
  if (!anySpaces.has(key) && /\s/.test(visible)) return fail(() => report("value.space-inside"));
  return visible;
};

function fail(report: () => void): null {
  report();
  return null;
}

function screenInvisible(text: string, { key, report }: RuleContext): string | null {
  const policy = keyMeta(key).invisible;
  const hidden = text.match(invisible)?.[0];
  if (hidden === undefined || policy === "keep") return text;
  const codePoint = nameCodePoint(hidden);
  if (policy === "refuse") return fail(() => report("value.invisible-kept", { codePoint }));
  report("value.invisible", { codePoint });
  return text.replace(invisible, "");
}

/** A letter or currency sign is shown as well, because nobody knows it by its number; but never a letter of a secret. */
function showForeign(character: string, key: SetupKey): string {
  const number = nameCodePoint(character);
  return /[\p{L}\p{N}\p{Sc}]/u.test(character) && !keyMeta(key).secret ? `${character} (${number})` : number;
}

function nameForeign(character: string) {
  return /[\u2010-\u2015\u2212]/u.test(character) ? "value.long-dash" : "value.foreign-character";
}

function isPlaceholder(text: string, key: SetupKey): boolean {
  const { secret, example } = keyMeta(key);
  if ((secret || exactValues.has(key)) && text === example) return true;
  if (/^(x{4,}|\.{3,}|…+|_{3,}|\?+|todo|tbd|change[-_ ]?me!?|n\/a|none|null|undefined)$/i.test(text))
    return true;
  if (/^[<[({].*(your|here|insert|paste|enter|key|token|password).*[>\])}]$/i.test(text)) return true;
  const words = /^(your|my|paste|insert|enter|put|replace)[-_ ].*(key|token|id|number|name|password|here)$/i;
  if (key !== "ASSISTANT_NAME" && words.test(text)) return true;
  return (
    exactValues.has(key) &&
    /[-_ :](your|insert|paste|example|sample)[-_ ]|^<[^>]*>$|^\[[^\]]*\]$|^\$\{?\w+\}?$|^%\w+%$/i.test(text)
  );
}

/** Keys whose values are long and exact, so that brackets around them can be no part of them. */
const exactValues: ReadonlySet<SetupKey> = new Set([
  "OPENROUTER_API_KEY",
  "TELEGRAM_BOT_TOKEN",
  "TELEGRAM_ADMIN_ID",
]);

/** Keys whose values may look like a key of any service: another endpoint's key, passwords. */
const mayBeAnything: ReadonlySet<SetupKey> = new Set([
  "OPENROUTER_API_KEY",
  "OPERATOR_PASSWORD",
  "CLAWDIE_USER_PASSWORD",
]);

/** People put the value between the brackets of `<token>` instead of replacing them. */
function takeOutBrackets(text: string, { key, report }: RuleContext): string {
  const inner = /^(?:<(.*)>|\[(.*)\]|\((.*)\)|\{(.*)\})$/
    .exec(text)
    ?.slice(1)
    .find((part) => part !== undefined);
  if (
    inner === undefined ||
    !exactValues.has(key) ||
    !/^(?=(\D*\d){5})\S+$/.test(inner) ||
    isPlaceholder(inner, key)
  )
    return text;
  report("value.brackets");
  return inner.trim();
}

/** What websites and our own reports show instead of a secret. */
function isMasked(text: string, key: SetupKey): boolean {
  if (/^[*•●∙·]{3,}$/u.test(text)) return true;
  if (!keyMeta(key).secret) return false;
  if (/^\[secret, \d+ characters\]$/.test(text)) return true;
  return exactValues.has(key) && /\*{2,}|\.{3}|…|[•●∙·]{2,}|x{6,}/iu.test(text);
}

interface StraySecret {
  readonly what: string;
  readonly home: SetupKey;
}

const secretShapes: readonly (StraySecret & { readonly pattern: RegExp })[] = [
  { pattern: /\bsk-or-v?\d?-?[A-Za-z0-9]{8,}/, what: "an OpenRouter key", home: "OPENROUTER_API_KEY" },
  {
    pattern: /\d{5,16}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/,
    what: "a Telegram bot token",
    home: "TELEGRAM_BOT_TOKEN",
  },
];

/** A secret of known shape under a key where it does not belong, or under none, and where it does. */
export function findStraySecret(text: string, key: SetupKey | null): StraySecret | null {
  const found = secretShapes.find(({ pattern, home }) => home !== key && pattern.test(text));
  return found === undefined ? null : { what: found.what, home: found.home };
}
