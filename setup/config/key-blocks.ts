import type { IssueCode } from "../issues/codes.ts";

/** A pasted file of several lines; its lines are never looked at one by one. */
interface KeyBlock {
  readonly start: RegExp;
  /** Its last line; null means to the end of the file. */
  readonly end: RegExp | null;
  readonly code: IssueCode;
}

const keyBlocks: readonly KeyBlock[] = [
  { start: /-----BEGIN [A-Z0-9 ]*PRIVATE KEY/, end: /-----END/, code: "ssh-key.private" },
  { start: /PuTTY-User-Key-File-\d/, end: /^Private-MAC:/, code: "ssh-key.putty" },
  { start: /-{4,5} ?BEGIN [A-Z0-9 ]*(PUBLIC KEY|CERTIFICATE)/, end: /-{4,5} ?END/, code: "ssh-key.rfc4716" },
];

export function findKeyBlock(text: string): KeyBlock | null {
  return keyBlocks.find(({ start }) => start.test(text)) ?? null;
}
