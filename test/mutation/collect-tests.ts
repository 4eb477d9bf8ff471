import assert from "node:assert/strict";

/**
 * Stands in for vitest while mutants are judged: tests are collected instead of run, so that each can be run again and
 * again in one process. Knows what the tests of test/unit/config use; anything else throws.
 */
export const collected: (() => void)[] = [];

export function test(_: string, run: () => void): void {
  collected.push(run);
}

test.each =
  <Row>(rows: readonly Row[]) =>
  (_: string, run: (...row: Row[]) => void): void => {
    for (const row of rows) collected.push(() => run(...(Array.isArray(row) ? row : [row])));
  };

export function describe(_: string, body: () => void): void {
  body();
}

const matchers = {
  toBe: (actual: unknown, wanted: unknown) => assert.equal(actual, wanted),
  toEqual: (actual: unknown, wanted: unknown) => assert.deepEqual(actual, wanted),
  toMatchObject: (actual: object, wanted: object) => assert.partialDeepStrictEqual(actual, wanted),
  toMatch: (actual: string, wanted: RegExp) => assert.match(actual, wanted),
  toContain: (actual: string, wanted: string) => assert.ok(actual.includes(wanted)),
  toHaveLength: (actual: string, wanted: number) => assert.equal(actual.length, wanted),
  toBeNull: (actual: unknown) => assert.equal(actual, null),
} as const;

export function expect(actual: unknown) {
  const bound = Object.entries(matchers).map(([name, matcher]) => {
    const check = matcher as (actual: unknown, wanted: unknown) => void;
    return [name, (wanted: unknown) => check(actual, wanted)] as const;
  });
  const negated = bound.map(([name, check]) => [
    name,
    (wanted: unknown) => assert.throws(() => check(wanted)),
  ]);
  return { ...Object.fromEntries(bound), not: Object.fromEntries(negated) };
}
