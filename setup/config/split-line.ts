import { invisible } from "./characters.ts";
import { type ReadKey, readKey } from "./read-key.ts";

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

/** Marks that mail programs, chats and lists put in front of a line. */
const quotedPrefix = /^\s*(>+|\$|[-*+•]|\d+[.)])\s+/;

/** The mark in front of a line that would be good without it, or null. */
export function findQuotedPrefix(text: string): string | null {
  const mark = quotedPrefix.exec(text);
  if (mark === null) return null;
  const rest = splitLine(text.slice(mark[0].length));
  return rest !== null && rest.key.key !== null ? (mark[1] ?? null) : null;
}

/** Kinds of lines that are no settings. */
export type SideLine = "blank" | "comment" | "comment-style" | "section" | "fence";

export function classifySideLine(text: string): SideLine | null {
  const visible = text.replace(invisible, "").trim();
  if (visible === "") return "blank";
  if (visible.startsWith("#")) return "comment";
  if (/^(;|\/\/|--\s|<!--|rem(\s|$))/i.test(visible)) return "comment-style";
  if (/^\[[^\]=]*\]$/.test(visible)) return "section";
  if (/^(```|~~~)\s*\w*$/.test(visible)) return "fence";
  return null;
}
