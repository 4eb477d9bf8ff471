import { buildIssue } from "../issues/build-issue.ts";
import type { Issue } from "../issues/issue.ts";
import { detectEncoding, type Encoding } from "./detect-encoding.ts";

export type LineEnding = "lf" | "crlf" | "cr" | "mixed" | "none";

export interface DecodedLine {
  /** 1-based. */
  readonly number: number;
  readonly text: string;
  /** True when U+FFFD is in it: bytes that are not valid in the file's encoding, or what an earlier program left of such. */
  readonly damaged: boolean;
}

export interface DecodedText {
  readonly encoding: Encoding;
  readonly lineEnding: LineEnding;
  readonly lines: readonly DecodedLine[];
  readonly issues: readonly Issue[];
}

const lineBreak = /\r\n|\r|\n/;

/** Bytes → lines. Total: any bytes give lines, and what is unsure about them is marked. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const { encoding, markBytes, guessed } = detectEncoding(bytes);
  if (encoding === "utf-32") {
    return { encoding, lineEnding: "none", lines: [], issues: [buildIssue("encoding.utf32")] };
  }
  const label = encoding.startsWith("utf-16") ? encoding : "utf-8";
  const text = new TextDecoder(label, { ignoreBOM: true }).decode(bytes.subarray(markBytes));
  const lines = text.split(lineBreak).map((line, index) => ({
    ...{ number: index + 1, text: line },
    damaged: line.includes("\ufffd"),
  }));
  const issues = guessed ? [buildIssue("encoding.utf16-guessed")] : [];
  return { encoding, lineEnding: findLineEnding(text), lines, issues };
}

function findLineEnding(text: string): LineEnding {
  const kinds = new Set(text.match(/\r\n|\r|\n/g) ?? []);
  if (kinds.size === 0) return "none";
  if (kinds.size > 1) return "mixed";
  return kinds.has("\r\n") ? "crlf" : kinds.has("\n") ? "lf" : "cr";
}
