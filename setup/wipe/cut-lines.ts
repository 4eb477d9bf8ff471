import { detectEncoding } from "../config/detect-encoding.ts";

/** How the letters of a line lie in the file. */
export type LineCharset = "utf-8" | "windows-1252" | "utf-16le" | "utf-16be";

/** One line of a file with its place in it. */
export interface PlacedLine {
  readonly text: string;
  readonly charset: LineCharset;
  /** Of its first byte. */
  readonly start: number;
}

/**
 * The lines `decodeText` gives, with where their bytes are. A line that is not valid UTF-8 is taken as Windows-1252, which
 * has a letter for every byte. A NUL ends a line too (except in UTF-16): between the texts
 * of an editor's own file stand bytes that are none. Total.
 */
export function cutLines(bytes: Uint8Array): PlacedLine[] {
  const { encoding, markBytes } = detectEncoding(bytes);
  if (encoding === "utf-32") return [];
  if (encoding !== "utf-16le" && encoding !== "utf-16be") {
    return cutAt(bytes, markBytes, 1, (at) => bytes[at] ?? 0, [0, 0x0a, 0x0d]).map((piece) => ({
      ...decodeLine(piece.bytes),
      start: piece.start,
    }));
  }
  const low = encoding === "utf-16le" ? 0 : 1;
  const unitAt = (at: number) => (bytes[at + low] ?? 0) + (bytes[at + 1 - low] ?? 0) * 256;
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return cutAt(bytes, markBytes, 2, unitAt, [0x0a, 0x0d]).map((piece) => ({
    ...{ text: decoder.decode(piece.bytes), charset: encoding, start: piece.start },
  }));
}

/** Byte of a letter of the line: `index` as in its text. Pure. */
export function byteAt({ text, charset, start }: PlacedLine, index: number): number {
  if (charset === "utf-8") return start + new TextEncoder().encode(text.slice(0, index)).length;
  return start + index * (charset === "windows-1252" ? 1 : 2);
}

function cutAt(
  bytes: Uint8Array,
  from: number,
  width: number,
  unitAt: (at: number) => number,
  breaks: readonly number[],
) {
  const pieces: { readonly bytes: Uint8Array; readonly start: number }[] = [];
  let start = from;
  for (let at = from; at + width <= bytes.length; at += width) {
    const unit = unitAt(at);
    if (!breaks.includes(unit)) continue;
    pieces.push({ bytes: bytes.subarray(start, at), start });
    if (unit === 0x0d && at + 2 * width <= bytes.length && unitAt(at + width) === 0x0a) at += width;
    start = at + width;
  }
  return [...pieces, { bytes: bytes.subarray(start), start }];
}

function decodeLine(content: Uint8Array): Pick<PlacedLine, "text" | "charset"> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
    return { text, charset: "utf-8" };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(content), charset: "windows-1252" };
  }
}
