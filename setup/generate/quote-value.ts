import { parseDocument } from "../config/document.ts";
import type { SetupKey } from "../config/schema.ts";

/**
 * A value as it is written behind `KEY=`: bare, or in the quotes that bring it back unchanged. What no spelling brings
 * back stays bare, so that the checker explains it. Pure.
 */
export function quoteValue(key: SetupKey, value: string): string {
  const spellings = [value, `"${value}"`, `'${value}'`];
  return spellings.find((spelling) => readsBack(key, spelling, value)) ?? value;
}

function readsBack(key: SetupKey, spelling: string, value: string): boolean {
  const { entries, issues } = parseDocument(new TextEncoder().encode(`${key}=${spelling}\n`));
  return issues.length === 0 && entries.length === 1 && entries[0]?.value.reveal() === value;
}
