/** How the file was saved, as `clawdie check --json` names it. */
export type Encoding = "utf-8" | "utf-8-bom" | "utf-16le" | "utf-16be" | "utf-32" | "unknown";

export interface DetectedEncoding {
  readonly encoding: Encoding;
  /** Bytes of the byte order mark to skip. */
  readonly markBytes: number;
  /** True when there was no mark and the pattern of NUL bytes decided. */
  readonly guessed: boolean;
}

/** Reads the byte order mark, or without one the pattern of NUL bytes in the first 512. */
export function detectEncoding(bytes: Uint8Array): DetectedEncoding {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return marked("utf-32", 4);
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return marked("utf-32", 4);
  if (a === 0xff && b === 0xfe) return marked("utf-16le", 2);
  if (a === 0xfe && b === 0xff) return marked("utf-16be", 2);
  if (a === 0xef && b === 0xbb && c === 0xbf) return marked("utf-8-bom", 3);
  return guessFromNulBytes(bytes.subarray(0, 512));
}

function marked(encoding: Encoding, markBytes: number): DetectedEncoding {
  return { encoding, markBytes, guessed: false };
}

/** English text in UTF-16 has a NUL in nearly every second byte, always on the same side. */
function guessFromNulBytes(start: Uint8Array): DetectedEncoding {
  const nul = [0, 0];
  start.forEach((byte, index) => {
    if (byte === 0) nul[index % 2] = (nul[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = nul;
  const half = start.length / 2;
  if (odd > half * 0.6 && even < half * 0.1) return { encoding: "utf-16le", markBytes: 0, guessed: true };
  if (even > half * 0.6 && odd < half * 0.1) return { encoding: "utf-16be", markBytes: 0, guessed: true };
  return marked("utf-8", 0);
}
