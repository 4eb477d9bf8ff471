import { nameCodePoint } from "../characters.ts";
import type { Rule, RuleContext } from "../rule.ts";
import { isCommonPassword } from "./common-passwords.ts";

/** In characters after NFC. The upper end is far below what crypt(3) and scrypt take. */
const shortest = 12;
const longest = 128;
/** openssl passwd cuts longer ones off (apps/passwd.c, pw_maxlen 256). */
const longestBytes = 255;

/** crypt(3) as Debian's libxcrypt prints it: SHA-512 (salt ≤ 16, 86 characters) and yescrypt (43). */
const cryptHash =
  /^(\$6\$(rounds=\d{4,9}\$)?[./0-9A-Za-z]{1,16}\$[./0-9A-Za-z]{86}|\$y\$[./0-9A-Za-z]+\$[./0-9A-Za-z]{1,86}\$[./0-9A-Za-z]{43})$/;

/** The scrypt form of Better Auth, which the dashboard will use: 16 bytes of salt and 64 of key, in hexadecimal. */
const dashboardHash = /^[0-9a-f]{32}:[0-9a-f]{128}$/;

const looksLikeHash =
  /^(\$[0-9a-z]{1,12}\$|\{(SSHA|SHA|CRYPT|PLAIN)\}|pbkdf2|scrypt:|argon2)|^[0-9a-f]{32,}:[0-9a-f]{32,}$/i;

/** DietPi, our own reports and others write a note where a password was. */
const redaction =
  /redacted|scrubbed|\bremoved\b.*(security|install|password)|\b(has been|was) (removed|deleted|erased|hidden|masked)\b|^\[secret\b/i;

export function isLoginHash(text: string): boolean {
  return cryptHash.test(text);
}

export function isDashboardHash(text: string): boolean {
  return dashboardHash.test(text);
}

export const readLoginPassword: Rule = (text, context) => {
  if (isLoginHash(text)) return text;
  const accepted = "Write the password itself, or a whole line that openssl passwd -6 printed.";
  const password = readPassword(text, context, accepted);
  if (password !== null) context.report("password.plain");
  return password;
};

export const readDashboardPassword: Rule = (text, context) => {
  if (isDashboardHash(text)) return text;
  const accepted = "Write the password itself, or its scrypt form: salt and key, 32:128 hexadecimal digits.";
  return readPassword(text, context, accepted);
};

function readPassword(text: string, context: RuleContext, accepted: string): string | null {
  const { report } = context;
  const password = text.normalize("NFC");
  if (password !== text) report("password.normalized");
  if (looksLikeHash.test(password)) return refuse(() => report("password.hash-form", { accepted }));
  const length = [...password].length;
  if (redaction.test(password)) {
    return refuse(() => report("password.redaction"));
  }
  if (length < shortest) return refuse(() => report("password.short", { length }));
  if (length > longest || new TextEncoder().encode(password).length > longestBytes)
    return refuse(() => report("password.long", { length }));
  const odd = /[\p{C}\u00a0]/u.exec(password);
  if (odd !== null) return refuse(() => report("password.characters", { codePoint: nameCodePoint(odd[0]) }));
  if (/^[\p{Nd}\s./()+-]+$/u.test(password)) return refuse(() => report("password.digits"));
  const twin = findTwin(password, context);
  if (twin !== null) return refuse(() => report("password.same-as", { other: twin }));
  if (isCommonPassword(password)) return refuse(() => report("password.common"));
  return password;
}

function refuse(report: () => void): null {
  report();
  return null;
}

/** The setting a password repeats, or null: its own key, the host name, the assistant's name, the email address. */
function findTwin(password: string, { key, textOf }: RuleContext): string | null {
  const plain = password.toLowerCase();
  const letters = plain.replace(/[^a-z0-9]/g, "");
  if (letters === key.toLowerCase().replaceAll("_", "")) return "the name of the setting";
  for (const other of ["HOSTNAME", "ASSISTANT_NAME", "OPERATOR_EMAIL", "TELEGRAM_ADMIN_ID"] as const) {
    if (textOf(other)?.toLowerCase() === plain) return other;
  }
  return null;
}
