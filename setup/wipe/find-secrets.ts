import { keyMeta, setupKeys } from "../config/schema.ts";
import { byteAt, cutLines, type LineCharset, type PlacedLine } from "./cut-lines.ts";
import { findOwnValue, type TextRange } from "./find-own-values.ts";

/** Bytes of a file that hold a secret. */
export interface SecretSpan {
  readonly offset: number;
  /** In bytes. */
  readonly length: number;
  /** How to write letters there. */
  readonly charset: LineCharset;
}

/** Shorter ones are words that stand everywhere. */
export const shortestSecret = 8;

/** Keys of model services, bot tokens and password hashes, wherever they stand: earlier ones still open something. */
const shapes = /\bsk-[A-Za-z0-9_-]{20,}|\d{5,16}:[A-Za-z0-9_-]{30,}|\$(?:6|y)\$[^\s"']{20,}/g;

/**
 * Every place of a file that holds a secret, in the order of the file and apart from each other: the values of secret
 * keys, these values and the known ones wherever else they stand and in every encoding, and in a file with secret keys
 * whatever is shaped like a secret. What was overwritten before is none. Pure and total.
 */
export function findSecrets(bytes: Uint8Array, known: readonly string[]): SecretSpan[] {
  const lines = cutLines(bytes);
  const own = lines.flatMap((line) => rangesOf(line, [findOwnValue(line.text)]));
  const values = own.map(({ line, from, to }) => line.text.slice(from, to));
  const shaped = own.length === 0 ? [] : lines.flatMap((line) => rangesOf(line, findShapes(line.text)));
  return joinSpans([...[...own, ...shaped].map(toSpan), ...findKnown(bytes, [...values, ...known])]);
}

/** These secrets and no others, wherever they stand. Pure and total. */
export function findKnown(bytes: Uint8Array, known: readonly string[]): SecretSpan[] {
  const values = [...new Set(known)].filter((value) => value.length >= shortestSecret);
  return joinSpans(values.flatMap((value) => findValue(bytes, value)));
}

interface LineRange extends TextRange {
  readonly line: PlacedLine;
}

function rangesOf(line: PlacedLine, ranges: readonly (TextRange | null)[]): LineRange[] {
  return ranges.flatMap((range) => (range === null ? [] : [{ ...range, line }]));
}

function toSpan({ line, from, to }: LineRange): SecretSpan {
  const offset = byteAt(line, from);
  return { offset, length: byteAt(line, to) - offset, charset: line.charset };
}

function findShapes(text: string): TextRange[] {
  return [...text.matchAll(shapes)]
    .filter(([found]) => !isInvented(found))
    .map((match) => ({ from: match.index, to: match.index + match[0].length }));
}

/** Samples of our own texts, and rows of x. */
function isInvented(text: string): boolean {
  const samples = setupKeys.map((key) => keyMeta(key)).filter(({ secret }) => secret);
  return samples.some(({ example }) => example === text) || new Set(text.slice(9)).size < 5;
}

const charsets: readonly LineCharset[] = ["utf-8", "windows-1252", "utf-16le", "utf-16be"];

/** A text wherever it stands in the bytes, in each way of writing it. */
function findValue(bytes: Uint8Array, value: string): SecretSpan[] {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return charsets.flatMap((charset) => {
    const wanted = encode(value, charset);
    const spans: SecretSpan[] = [];
    if (wanted === null) return spans;
    for (let at = content.indexOf(wanted); at >= 0; at = content.indexOf(wanted, at + wanted.length))
      spans.push({ offset: at, length: wanted.length, charset });
    return spans;
  });
}

/** Null when the letters do not exist there. */
export function encode(text: string, charset: LineCharset): Buffer | null {
  if (charset === "utf-8") return Buffer.from(text, "utf8");
  if (charset === "utf-16le") return Buffer.from(text, "utf16le");
  if (charset === "utf-16be") return Buffer.from(text, "utf16le").swap16();
  // Latin-1 is Windows-1252 but for 32 signs that stand in no password people type.
  return /^[\u0020-\u00ff]*$/.test(text) ? Buffer.from(text, "latin1") : null;
}

export function isWide({ charset }: Pick<SecretSpan, "charset">): boolean {
  return charset === "utf-16le" || charset === "utf-16be";
}

/** In order; overlapping places become one. Pure. */
export function joinSpans(spans: readonly SecretSpan[]): SecretSpan[] {
  const joined: SecretSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.offset - b.offset || b.length - a.length)) {
    const last = joined.at(-1);
    const end = last === undefined ? -1 : last.offset + last.length;
    if (last === undefined || span.offset >= end) joined.push(span);
    // Between zeros a text reads the same in both orders of bytes, one byte apart: it is there once.
    else if (last.charset !== span.charset && isWide(last) && isWide(span)) continue;
    else
      joined[joined.length - 1] = { ...last, length: Math.max(end, span.offset + span.length) - last.offset };
  }
  return joined;
}
