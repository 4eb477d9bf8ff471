import type { Rule } from "../rule.ts";

/** Tokens printed in Telegram's own documentation and tutorials. */
const sampleTokens: ReadonlySet<string> = new Set([
  "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11",
  "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
  "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcK",
]);

export const readTelegramToken: Rule = (text, { report }) => {
  if (/^\d{5,16}$/.test(text)) {
    report("telegram-token.number-only");
    return null;
  }
  const inner = /^(?:https?:\/\/[^/\s]+\/)?bot(\d{5,16}:[A-Za-z0-9_-]{35})(?:\/.*)?$/i.exec(text)?.[1];
  if (inner !== undefined) report("telegram-token.extracted");
  const token = inner ?? text;
  const random = token.slice(token.indexOf(":") + 1);
  if (
    !sampleTokens.has(token) &&
    new Set(random).size > 4 &&
    !/example|sample|your_?(bot|token)/i.test(token)
  )
    return token;
  report("value.placeholder");
  return null;
};

/** A person's number. Names, groups and phone numbers are the usual mistakes. */
export const readTelegramAdmin: Rule = (text, { report, textOf }) => {
  const parts = text.split(/[ \t]+/);
  const digits = parts.every((part) => /^\d{1,4}$/.test(part)) ? parts.join("") : text;
  const mistake = nameMistake(digits, textOf("TELEGRAM_BOT_TOKEN"));
  if (mistake !== null) {
    report(mistake);
    return null;
  }
  if (digits !== text) report("value.spaces-removed");
  // Phone numbers have 15 digits at most (E.164).
  if (/^[1-9]\d{10,14}$/.test(digits)) report("telegram-admin.long", { length: digits.length });
  return digits;
};

function nameMistake(text: string, botToken: string | null) {
  if (/^-\d+$/.test(text)) return "telegram-admin.group";
  if (/^(\+|\(?0\d)[\d ()/-]{6,}$/.test(text)) return "telegram-admin.phone";
  if (/^\d+[\s.,;/&+|][\s\d.,;/&+|]*$/.test(text)) return "telegram-admin.several";
  if (/^id\b\W*\d+$/i.test(text)) return "value.format";
  if (/^(@|https?:|t\.me\/)|^[A-Za-z_]/.test(text)) return "telegram-admin.name";
  const bot = /^(?:.*\/)?(?:bot)?(\d+):/i.exec(botToken ?? "")?.[1];
  return bot === text ? "telegram-admin.bot" : null;
}
