import { stripVTControlCharacters } from "node:util";
import { redact } from "../firstboot/redact.ts";

const tab = 8;
/** One line of a runaway program must not fill the memory. Characters. */
const longest = 4000;

/**
 * A line somebody else wrote, made safe to show: escape sequences and control characters away (they could drive the
 * terminal), direction marks away (they could hide what is said), and whatever looks like a secret masked. Pure.
 */
export function cleanOutput(line: string): string {
  const plain = stripVTControlCharacters(line.slice(0, longest)).replaceAll("\t", " ".repeat(tab));
  return redact(plain.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ""), []);
}
