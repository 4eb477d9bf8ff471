import { buildSetupText } from "../../build-setup-text.ts";

/** S: accepted without a word. W: accepted with warnings. R: rejected. */
export type Verdict = "S" | "W" | "R";

/** One thing an operator may put on the stick. The verdict and the codes are written by hand; the golden file shows the rest. */
export interface CorpusCase {
  readonly id: string;
  readonly content: Uint8Array;
  readonly verdict: Verdict;
  readonly codes: readonly string[];
}

/** The whole file, in bytes or as UTF-8. Codes are separated by spaces, in the order they are shown. */
export type FileRow = readonly [id: string, verdict: Verdict, codes: string, content: string | Uint8Array];

/** Only the value of one key; the rest of the file is good. */
export type ValueRow = readonly [id: string, verdict: Verdict, codes: string, value: string];

export function fileCases(rows: readonly FileRow[]): CorpusCase[] {
  return rows.map(([id, verdict, codes, content]) => ({
    ...{ id, verdict, codes: splitCodes(codes) },
    content: typeof content === "string" ? new TextEncoder().encode(content) : content,
  }));
}

export function valueCases(key: string, rows: readonly ValueRow[]): CorpusCase[] {
  return fileCases(
    rows.map(([id, verdict, codes, value]) => [
      `${id} (${key})`,
      verdict,
      codes,
      buildSetupText({ [key]: value }),
    ]),
  );
}

function splitCodes(codes: string): string[] {
  return codes === "" ? [] : codes.split(" ");
}

/** The text in UTF-16, with its byte order mark if wanted. */
export function utf16(text: string, mark: boolean, bigEndian = false): Uint8Array {
  const bytes = Buffer.from(mark ? `\ufeff${text}` : text, "utf16le");
  return new Uint8Array(bigEndian ? bytes.swap16() : bytes);
}

/** Each character is one byte, 0 to 255. */
export function latin1(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "latin1"));
}

export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
