import { invisible } from "./characters.ts";
import { isSetupKey, type SetupKey, setupKeys } from "./schema.ts";

/** What the text in front of the separator turned out to be. */
export interface ReadKey {
  /** The key meant, or null when it is none of ours. */
  readonly key: SetupKey | null;
  /** Upper case with underscores; for unknown keys. */
  readonly name: string;
  /** True when the spelling had to be changed. */
  readonly respelled: boolean;
  /** The invisible character that was in it, or null. */
  readonly invisible: string | null;
  /** `set`, `export` and the like in front, or null. */
  readonly shellWord: string | null;
}

const shellPrefix =
  /^@?(export|setx?|setenv|let|var|const|declare|typeset|readonly|local|env|\$env:)(\s+-{1,2}[a-z]+)*\s*(?=\S)/i;

/** A key of ours by the name the rest of the world gives it, with nothing else it could mean. */
const synonyms: Readonly<Record<string, SetupKey>> = { TZ: "TIMEZONE" };

/** Reads a key in any spelling people use: other capitals, hyphens, spaces, quotes, a shell word in front. */
export function readKey(text: string): ReadKey {
  const hidden = text.match(invisible)?.[0] ?? null;
  const visible = text.replace(invisible, "").trim();
  const prefix = shellPrefix.exec(visible)?.[0] ?? "";
  const bare = isSetupKey(spell(visible)) ? visible : visible.slice(prefix.length);
  const spelled = spell(bare);
  const name = synonyms[spelled] ?? spelled;
  return {
    key: isSetupKey(name) ? name : null,
    name,
    respelled: name !== bare,
    invisible: hidden,
    shellWord: bare === visible ? null : prefix.trim(),
  };
}

function spell(text: string): string {
  return text
    .replace(/^(["'`*]+)(.*)\1$/, "$2")
    .trim()
    .replace(/[\s\u00a0\-‐‑–—.]+|\\?_/g, "_")
    .toUpperCase();
}

/** Names other programs and older notes use; none is read as ours, since the value may be of another kind. */
const otherNames: Readonly<Record<string, SetupKey>> = {
  ...names("OPENROUTER_API_KEY", "OPENROUTER_KEY OPENROUTER_TOKEN OPENROUTER_API_TOKEN OPENROUTER API_KEY"),
  ...names("OPENROUTER_API_KEY", "OPENAI_API_KEY ANTHROPIC_API_KEY LLM_API_KEY OPENROUTER_APIKEY"),
  ...names(
    "TELEGRAM_BOT_TOKEN",
    "TELEGRAM_TOKEN BOT_TOKEN TELEGRAM_API_KEY TELEGRAM_BOT TELEGRAM_KEY TG_TOKEN",
  ),
  ...names("TELEGRAM_ADMIN_ID", "TELEGRAM_USER_ID TELEGRAM_ID TELEGRAM_CHAT_ID ADMIN_ID CHAT_ID USER_ID"),
  ...names("TELEGRAM_ADMIN_ID", "TELEGRAM_ADMIN TELEGRAM_OWNER_ID TELEGRAM_USER OWNER_ID"),
  ...names("ASSISTANT_NAME", "BOT_NAME AGENT_NAME ASSISTANT NAME"),
  ...names("TIMEZONE", "TIME_ZONE"),
  ...names("LOCALE", "LANG LANGUAGE"),
  ...names("HOSTNAME", "HOST COMPUTER_NAME"),
  ...names("OPERATOR_EMAIL", "EMAIL MAIL ADMIN_EMAIL"),
  ...names("OPERATOR_PASSWORD", "DASHBOARD_PASSWORD ADMIN_PASSWORD"),
  ...names("CLAWDIE_USER_PASSWORD", "CLAWDIE_PASSWORD USER_PASSWORD CONSOLE_PASSWORD"),
  ...names("SSH_AUTHORIZED_KEY", "SSH_KEY SSH_PUBLIC_KEY AUTHORIZED_KEY PUBLIC_KEY"),
  ...names("NETWORK_ADDRESS", "IP IP_ADDRESS STATIC_IP ADDRESS"),
  ...names("NETWORK_GATEWAY", "GATEWAY ROUTER DEFAULT_GATEWAY"),
  ...names("NETWORK_DNS", "DNS NAMESERVER NAMESERVERS DNS_SERVER DNS_SERVERS"),
  ...names("MONTHLY_LIMIT_USD", "MONTHLY_LIMIT LIMIT LIMIT_USD BUDGET MONTHLY_BUDGET"),
  ...names("INSTALL_DISK", "DISK TARGET_DISK INSTALL_DEVICE"),
  ...names("CHAT_MODEL", "MODEL PRIMARY_MODEL DEFAULT_MODEL"),
  ...names("OPENROUTER_BASE_URL", "BASE_URL OPENAI_BASE_URL OPENAI_API_BASE"),
};

function names(key: SetupKey, list: string): Record<string, SetupKey> {
  return Object.fromEntries(list.split(" ").map((name) => [name, key]));
}

/** Letters of Cyrillic and Greek that look like Latin capitals (Unicode confusables, only those needed for our keys). */
const lookAlikes: Readonly<Record<string, string>> = Object.fromEntries(
  [..."АAВBЕEКKМMНHОOРPСCТTУYХXІIЅSЈJΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX"].flatMap((letter, index, all) =>
    index % 2 === 0 ? [[letter, all[index + 1] ?? ""]] : [],
  ),
);

/** The key this name only looks like, and the first letter that is not what it seems; or null. */
export function findLookAlike(name: string): { readonly key: SetupKey; readonly letter: string } | null {
  const letter = /[^\x20-\x7e]/u.exec(name)?.[0];
  if (letter === undefined) return null;
  const plain = [...name.normalize("NFKC").toUpperCase()].map((sign) => lookAlikes[sign] ?? sign).join("");
  const key = spell(plain);
  return isSetupKey(key) ? { key, letter } : null;
}

/** The key that was probably meant: at most two slips of the finger away. Null when none is that near. */
export function suggestKey(name: string): SetupKey | null {
  const other = otherNames[name];
  if (other !== undefined) return other;
  const ranked = setupKeys
    .map((key) => ({ key, distance: editDistance(name, key) }))
    .filter(({ distance }) => distance <= 2)
    .toSorted((a, b) => a.distance - b.distance);
  return ranked[0]?.key ?? null;
}

/** Damerau-Levenshtein (optimal string alignment): insert, delete, replace, swap of neighbors. */
export function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) current.push(cost(a, b, rows, current, row, column));
    rows.push(current);
  }
  return rows[a.length]?.[b.length] ?? 0;
}

function cost(
  a: string,
  b: string,
  rows: number[][],
  current: number[],
  row: number,
  column: number,
): number {
  const above = rows[row - 1] ?? [];
  const same = a[row - 1] === b[column - 1] ? 0 : 1;
  const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
  return Math.min(
    (above[column] ?? 0) + 1,
    (current[column - 1] ?? 0) + 1,
    (above[column - 1] ?? 0) + same,
    swapped ? (rows[row - 2]?.[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
  );
}
