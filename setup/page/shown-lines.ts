import { decodeText } from "../config/decode-text.ts";
import { parseDocument } from "../config/document.ts";
import { keyMeta } from "../config/schema.ts";
import type { Issue } from "../issues/issue.ts";
import { type LinePart, maskLine } from "./mask-line.ts";

/** One line of a file for people to look at. */
export interface ShownLine {
  /** 1-based. */
  readonly number: number;
  readonly parts: readonly LinePart[];
  readonly issues: readonly Issue[];
}

export interface ShownFile {
  readonly lines: readonly ShownLine[];
  /** Lines left out at the end, so that a strange file does not stall the browser. */
  readonly more: number;
}

const mostLines = 1000;

/** The lines of a file with what is wrong with each. Meant for files the reader could take apart, not for containers. */
export function listShownLines(bytes: Uint8Array, issues: readonly Issue[]): ShownFile {
  const { lines } = decodeText(bytes);
  const last = lines.at(-1);
  const secrets = listSecretValues(bytes);
  const shown = last?.text === "" ? lines.slice(0, -1) : lines;
  return {
    lines: shown.slice(0, mostLines).map(({ number, text }) => ({
      number,
      parts: maskLine(text, secrets),
      issues: issues.filter(({ line }) => line === number),
    })),
    more: Math.max(0, shown.length - mostLines),
  };
}

/** Shorter ones are words that stand everywhere, and no secret that anything would accept. */
const shortestSecret = 8;

function listSecretValues(bytes: Uint8Array): string[] {
  return parseDocument(bytes)
    .entries.filter(({ key }) => keyMeta(key).secret)
    .map(({ value }) => value.reveal())
    .filter((value) => value.length >= shortestSecret);
}
