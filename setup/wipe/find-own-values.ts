import { parseLine } from "../config/parse-line.ts";
import { suggestKey } from "../config/read-key.ts";
import { keyMeta, type SetupKey } from "../config/schema.ts";
import { findTrailingKey, splitLine } from "../config/split-line.ts";
import { isWipedValue } from "../config/wiped-value.ts";

/** Part of a line: indexes into its text. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** Marks in front of a setting that was commented out, quoted or listed, and byte order marks of joined files. */
const leading = /^[\ufeff\s#;/>*|"'`-]+/;

/**
 * Where the value of a secret key stands in a line, also when the line is commented out, broken or its key misspelled;
 * null when there is none. What the reader reads is taken exactly, without quotes and comment; of a line it cannot read,
 * all of it behind the key. Pure and total.
 */
export function findOwnValue(text: string): TextRange | null {
  const body = text.replace(leading, "");
  const skipped = text.length - body.length;
  const split = splitLine(body);
  if (split === null) return null;
  const { valueIndex, separator, key: read } = split;
  const before = body.slice(0, valueIndex - separator.length);
  const key = read.key ?? findTrailingKey(before) ?? suggestKey(read.name);
  if (key === null || !keyMeta(key).secret) return null;
  const range = narrow(text, skipped + valueIndex, readExactly(text, body, key));
  const value = text.slice(range.from, range.to);
  return value === "" || value === keyMeta(key).example || isWipedValue(value) ? null : range;
}

/** The value as the reader takes it, or null. */
function readExactly(text: string, body: string, key: SetupKey): string | null {
  const tries = [text, body].map((line) => parseLine({ number: 1, text: line, damaged: false }).entry);
  return tries.find((entry) => entry?.key === key)?.value.reveal() ?? null;
}

/** The place of the value behind `start`, else everything there but white space. */
function narrow(text: string, start: number, value: string | null): TextRange {
  const rest = text.slice(start);
  if (value !== null) {
    const at = rest.indexOf(value);
    if (at >= 0) return { from: start + at, to: start + at + value.length };
  }
  return { from: start + rest.length - rest.trimStart().length, to: start + rest.trimEnd().length };
}
