import { invisible } from "./characters.ts";
import { type ReadKey, readKey } from "./read-key.ts";
import { isSetupKey, type SetupKey, setupKeys } from "./schema.ts";

export interface SplitLine {
  readonly key: ReadKey;
  /** The sign found behind the key. */
  readonly separator: string;
  /** Index of the first character behind the separator. */
  readonly valueIndex: number;
}

/** = and :, and the full-width and other signs that only look like them. */
const separators = ["=", ":", "＝", "：", "﹦", "꞉", "∶"];

/** Splits at the sign behind the first known key; else at the first `=`, else at the first `:`. Null without either. */
export function splitLine(text: string): SplitLine | null {
  const candidates = separators
    .map((separator) => ({ separator, index: text.indexOf(separator) }))
    .filter(({ index }) => index >= 0)
    .toSorted((a, b) => a.index - b.index)
    .map(({ separator, index }) => ({
      separator,
      key: readKey(text.slice(0, index)),
      valueIndex: index + separator.length,
    }));
  const known = candidates.find(({ key }) => key.key !== null);
  if (known !== undefined) return known;
  const plain = (sign: string) => candidates.find(({ separator }) => separator === sign);
  return plain("=") ?? plain(":") ?? null;
}

/** Quotes around a whole `KEY=value`, as batch files (`set "KEY=value"`) and spreadsheets write them, with a comma behind. */
const wrapped = /^\s*((?:set|export)\s+)?(["'])([^"']*)\2[\s,;]*$/i;

/** The line without quotes around the whole of it; null when there are none or no known key is in them. */
export function unwrapLine(text: string): string | null {
  const [, word = "", , inner] = wrapped.exec(text) ?? [];
  if (inner === undefined || splitLine(inner)?.key.key == null) return null;
  return word + inner;
}

/** Marks that mail programs, chats, lists, prompts and web pages put in front of a line. */
const quotedPrefix =
  /^\s*(>+|[$%|→☐☑✓✔·‣▪◦]|[-*+•–—](?:\s+\[[ x]?\])?|\[[ x]?\]|\d{1,4}[.):|]?|ENV|[\w.-]+@[\w.-]+:\S*\s*[$#]|PS [A-Z]:\\[^>]*>|[A-Z]:\\[^>]*>)\s*(?=[A-Za-z"'`*])/u;

/** The mark in front of a line that would be good without it, and the key behind it; or null. */
export function findQuotedPrefix(text: string): { readonly word: string; readonly key: SetupKey } | null {
  const mark = quotedPrefix.exec(text);
  if (mark === null) return null;
  const key = splitLine(text.slice(mark[0].length))?.key.key ?? null;
  return key === null ? null : { word: mark[1] ?? "", key };
}

/** The known key right in front of the separator when other words stand before it, or null. */
export function findTrailingKey(text: string): SetupKey | null {
  const name = /[^A-Z0-9_]([A-Z0-9_]+)["'`*]*\s*$/.exec(text)?.[1];
  return setupKeys.find((key) => key === name) ?? null;
}

/** Another setting that begins inside a value: line breaks got lost. Comments may name keys, and a value its own (`key`). */
export function findSecondSetting(raw: string, key: SetupKey | null): SetupKey | null {
  const names = raw.replace(/\s#.*$/, "").matchAll(/(?<![A-Z0-9_])([A-Z]+(?:_[A-Z]+)*)\s*[=:]/g);
  const other = names.map((match) => match[1] ?? "").find((name) => name !== key && isSetupKey(name));
  return other === undefined ? null : (other as SetupKey);
}

/** Kinds of lines that are no settings. */
export type SideLine = "blank" | "comment" | "comment-style" | "section" | "fence" | "ruler";

export function classifySideLine(text: string): SideLine | null {
  const visible = text.replace(invisible, "").trim();
  if (visible === "") return "blank";
  if (visible.startsWith("#")) return "comment";
  if (/^(;|\/\/|\/\*|\*\/|--\s|<!--|rem(\s|$)|@?echo\s+off$)/i.test(visible)) return "comment-style";
  if (/^\[[^\]=]*\]$/.test(visible)) return "section";
  if (/^(```|~~~)\s*\w*$/.test(visible)) return "fence";
  if (/^([-=*_~.+])\1{2,}$/.test(visible)) return "ruler";
  return null;
}
