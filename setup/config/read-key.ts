import { invisible } from "./characters.ts";
import { isSetupKey, type SetupKey, setupKeys } from "./schema.ts";

/** What the text in front of the separator turned out to be. */
export interface ReadKey {
  /** The key meant, or null when it is none of ours. */
  readonly key: SetupKey | null;
  /** Upper case with underscores; for unknown keys. */
  readonly name: string;
  /** True when the spelling had to be changed. */
  readonly respelled: boolean;
  /** The invisible character that was in it, or null. */
  readonly invisible: string | null;
  /** `set`, `export` and the like in front, or null. */
  readonly shellWord: string | null;
}

const shellPrefix = /^(export|set|setx|let|declare|const|\$env:)\s*(?=\S)/i;

/** Reads a key in any spelling people use: other capitals, hyphens, spaces, quotes, a shell word in front. */
export function readKey(text: string): ReadKey {
  const hidden = text.match(invisible)?.[0] ?? null;
  const visible = text.replace(invisible, "").trim();
  const prefix = shellPrefix.exec(visible)?.[0] ?? "";
  const bare = isSetupKey(spell(visible)) ? visible : visible.slice(prefix.length);
  const name = spell(bare);
  return {
    key: isSetupKey(name) ? name : null,
    name,
    respelled: name !== bare,
    invisible: hidden,
    shellWord: bare === visible ? null : prefix.trim(),
  };
}

function spell(text: string): string {
  return text
    .replace(/^(["'`*]+)(.*)\1$/, "$2")
    .trim()
    .replace(/[\s\u00a0\-‐‑.]+/g, "_")
    .toUpperCase();
}

/** The key that was probably meant: at most two slips of the finger away. Null when none is that near. */
export function suggestKey(name: string): SetupKey | null {
  if (name.length < 4 || name.length > 40) return null;
  const ranked = setupKeys
    .map((key) => ({ key, distance: editDistance(name, key) }))
    .filter(({ distance }) => distance <= 2)
    .toSorted((a, b) => a.distance - b.distance);
  return ranked[0]?.key ?? null;
}

/** Damerau-Levenshtein (optimal string alignment): insert, delete, replace, swap of neighbors. */
export function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) current.push(cost(a, b, rows, current, row, column));
    rows.push(current);
  }
  return rows[a.length]?.[b.length] ?? 0;
}

function cost(
  a: string,
  b: string,
  rows: number[][],
  current: number[],
  row: number,
  column: number,
): number {
  const above = rows[row - 1] ?? [];
  const same = a[row - 1] === b[column - 1] ? 0 : 1;
  const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
  return Math.min(
    (above[column] ?? 0) + 1,
    (current[column - 1] ?? 0) + 1,
    (above[column - 1] ?? 0) + same,
    swapped ? (rows[row - 2]?.[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
  );
}
