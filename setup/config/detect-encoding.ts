/** How the file was saved, as `clawdie check --json` names it. */
export type Encoding = "utf-8" | "utf-8-bom" | "utf-16le" | "utf-16be" | "utf-32" | "unknown";

export interface DetectedEncoding {
  readonly encoding: Encoding;
  /** Bytes of the byte order mark to skip. */
  readonly markBytes: number;
  /** True when there was no mark and the pattern of NUL bytes decided. */
  readonly guessed: boolean;
}

/** UTF-32 first: its mark begins like the one of UTF-16. */
const marks: readonly (readonly [Encoding, ...number[]])[] = [
  ["utf-32", 0xff, 0xfe, 0, 0],
  ["utf-32", 0, 0, 0xfe, 0xff],
  ["utf-16le", 0xff, 0xfe],
  ["utf-16be", 0xfe, 0xff],
  ["utf-8-bom", 0xef, 0xbb, 0xbf],
];

/** Reads the byte order mark, or without one the pattern of NUL bytes. */
export function detectEncoding(bytes: Uint8Array): DetectedEncoding {
  for (const [encoding, ...mark] of marks) {
    if (mark.every((byte, index) => bytes[index] === byte))
      return { encoding, markBytes: mark.length, guessed: false };
  }
  return guessFromNulBytes(bytes);
}

/** English text in UTF-16 has a NUL in nearly every second byte, always on the same side. */
function guessFromNulBytes(bytes: Uint8Array): DetectedEncoding {
  const share = (side: number) =>
    bytes.filter((byte, index) => byte === 0 && index % 2 === side).length / (bytes.length / 2);
  const [even, odd] = [share(0), share(1)];
  if (odd > 0.6 && even < 0.1) return { encoding: "utf-16le", markBytes: 0, guessed: true };
  if (even > 0.6 && odd < 0.1) return { encoding: "utf-16be", markBytes: 0, guessed: true };
  return { encoding: "utf-8", markBytes: 0, guessed: false };
}
