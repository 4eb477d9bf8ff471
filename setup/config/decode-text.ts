import { buildIssue } from "../issues/build-issue.ts";
import type { Issue } from "../issues/issue.ts";
import { detectEncoding, type Encoding } from "./detect-encoding.ts";

export type LineEnding = "lf" | "crlf" | "cr" | "mixed" | "none";

export interface DecodedLine {
  /** 1-based. */
  readonly number: number;
  readonly text: string;
  /** True when some bytes of the line are not valid in the file's encoding. */
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
  const content = bytes.subarray(markBytes);
  const text = decodeWhole(content, encoding);
  const parts = text === null ? splitBytes(content).map(decodeLine) : text.split(lineBreak).map(intactLine);
  const lines = parts.map((part, index) => ({ number: index + 1, ...part }));
  const issues = guessed ? [buildIssue("encoding.utf16-guessed")] : [];
  return { encoding, lineEnding: findLineEnding(text ?? asLatin1(content)), lines, issues };
}

/** Null when it is not valid UTF-8. */
function decodeWhole(content: Uint8Array, encoding: Encoding): string | null {
  if (encoding === "utf-16le" || encoding === "utf-16be") {
    return new TextDecoder(encoding, { ignoreBOM: true }).decode(content);
  }
  return decodeUtf8(content);
}

function decodeUtf8(content: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}

/** U+FFFD is what an earlier program left of letters it could not read. */
function intactLine(text: string) {
  return { text, damaged: text.includes("\ufffd") };
}

/** Windows-1252 gives every byte some letter, so that keys and separators of a damaged line are still seen. */
function decodeLine(content: Uint8Array) {
  const text = decodeUtf8(content);
  return text === null ? { text: asLatin1(content), damaged: true } : intactLine(text);
}

function asLatin1(content: Uint8Array): string {
  return new TextDecoder("windows-1252").decode(content);
}

function splitBytes(content: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let index = 0; index < content.length; index++) {
    if (content[index] !== 0x0a && content[index] !== 0x0d) continue;
    lines.push(content.subarray(start, index));
    if (content[index] === 0x0d && content[index + 1] === 0x0a) index++;
    start = index + 1;
  }
  return [...lines, content.subarray(start)];
}

function findLineEnding(text: string): LineEnding {
  const kinds = new Set(text.match(/\r\n|\r|\n/g) ?? []);
  if (kinds.size === 0) return "none";
  if (kinds.size > 1) return "mixed";
  return kinds.has("\r\n") ? "crlf" : kinds.has("\n") ? "lf" : "cr";
}
