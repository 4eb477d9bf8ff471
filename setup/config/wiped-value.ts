/** What stands in place of a secret the box overwrote, as far as there is room: the file explains itself. */
const words = ["used-and-wiped-", "wiped-"] as const;

/** ASCII of exactly this length. Pure. */
export function buildWipedValue(length: number): string {
  const word = words.find((candidate) => candidate.length <= length) ?? "";
  return word.padEnd(length, "x");
}

/** Pure. A value too short for a word is x's only, which is refused as a sample text. */
export function isWipedValue(text: string): boolean {
  return /^(used-and-)?wiped-x*$/.test(text);
}
