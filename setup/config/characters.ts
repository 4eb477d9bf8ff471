import type { IssueCode } from "../issues/codes.ts";

/** Soft hyphen, grapheme joiner, zero-width space and joiners, direction marks, word joiner and other operators without a width, byte order mark: nobody sees them. */
export const invisible = /[\u034f\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff]/gu;

/** `U+200B`, to name a character without printing it. */
export function nameCodePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Characters that may stand nowhere in a line of settings. A tab may. */
const forbidden: readonly { readonly pattern: RegExp; readonly code: IssueCode }[] = [
  { pattern: /[\u0085\u2028\u2029\u000b\u000c]/u, code: "syntax.hidden-break" },
  { pattern: /[\u061c\u202a-\u202e\u2066-\u2069]/u, code: "syntax.direction-character" },
  { pattern: /\0/u, code: "encoding.zero-bytes" },
  { pattern: /[\u0001-\u0008\u000e-\u001f\u007f-\u009f]/u, code: "syntax.control-character" },
];

export interface ForbiddenCharacter {
  readonly code: IssueCode;
  readonly index: number;
  readonly codePoint: string;
}

/** The first character that makes a line unsafe to read, or null. */
export function findForbidden(text: string): ForbiddenCharacter | null {
  for (const { pattern, code } of forbidden) {
    const match = pattern.exec(text);
    if (match !== null) return { code, index: match.index, codePoint: nameCodePoint(match[0]) };
  }
  return null;
}

/** 1-based column in characters (code points) of an index into a line. */
export function columnAt(text: string, index: number): number {
  return [...text.slice(0, index)].length + 1;
}
