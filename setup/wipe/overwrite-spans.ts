import { buildWipedValue } from "../config/wiped-value.ts";
import { encode, isWide, type SecretSpan } from "./find-secrets.ts";

/** Bytes to put over others of the same length. */
export interface Patch {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** What to write over a place: the same bytes whatever stood there. Pure. */
export function buildPatch(span: SecretSpan): Patch {
  const { offset, length, charset } = span;
  const width = isWide(span) ? 2 : 1;
  const text = encode(buildWipedValue(Math.floor(length / width)), charset) ?? Buffer.alloc(0);
  return { offset, bytes: Buffer.concat([text, Buffer.alloc(length - text.length, "x")]) };
}

/** The file with these places overwritten; the same length. Pure. */
export function overwriteSpans(bytes: Uint8Array, spans: readonly SecretSpan[]): Buffer {
  const wiped = Buffer.from(bytes);
  for (const { offset, bytes: patch } of spans.map(buildPatch)) wiped.set(patch, offset);
  return wiped;
}
