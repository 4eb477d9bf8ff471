import fc from "fast-check";
import { expect, test } from "vitest";
import {
  accountOf,
  addCost,
  emptyLedger,
  fingerprint,
  Ledger,
  spentUsd,
  takeFailure,
  takeFigure,
} from "../../../../controlplane/spending/ledger.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 10, minute));
const empty = emptyLedger("2026-11");

test("costs add up, and the dearest is remembered", () => {
  const ledger = addCost(addCost(empty, "a", 0.2, at(0)), "a", 0.1, at(1));
  expect(spentUsd(ledger)).toBeCloseTo(0.3);
  expect(ledger.largestUsd).toBe(0.2);
});

test("a figure that lags behind takes nothing away, a higher one counts at once", () => {
  const ledger = addCost(empty, "a", 0.5, at(0));
  expect(spentUsd(takeFigure(ledger, "a", 0.3, at(1), true))).toBe(0.5);
  expect(spentUsd(takeFigure(ledger, "a", 7, at(1), false))).toBe(7);
});

test("ten quiet minutes after the last answer the service's figure replaces ours, lower too", () => {
  const ledger = addCost(addCost(empty, "a", 0.5, at(0)), "a", null, at(0));
  expect(accountOf(ledger, "a").uncounted).toBe(1);
  const settled = takeFigure(ledger, "a", 0.3, at(10), true);
  expect(accountOf(settled, "a")).toMatchObject({ spentUsd: 0.3, uncounted: 0, failingSince: null });
  expect(spentUsd(takeFigure(ledger, "a", 0.3, at(10), false))).toBe(0.5);
});

test("another key begins beside the first one, not in its place", () => {
  const ledger = takeFigure(addCost(empty, "old", 9, at(0)), "new", 0.25, at(1), true);
  expect(spentUsd(ledger)).toBe(9.25);
});

test("a failure keeps the time of the first one until a figure comes", () => {
  const failing = takeFailure(takeFailure(empty, "a", at(0)), "a", at(5));
  expect(accountOf(failing, "a").failingSince).toBe(at(0).toISOString());
  expect(accountOf(takeFigure(failing, "a", 1, at(6), true), "a").failingSince).toBeNull();
});

test("a fingerprint names a key and holds none of it", () => {
  const name = fingerprint("Bearer sk-or-v1-canary");
  expect(name).toMatch(/^[0-9a-f]{16}$/);
  expect(name).not.toBe(fingerprint("Bearer sk-or-v1-canary2"));
});

test("whatever happens, what our own answers cost within ten minutes is never forgotten", () => {
  const event = fc.record({
    cost: fc.option(fc.double({ min: 0, max: 5, noNaN: true })),
    figure: fc.option(fc.double({ min: 0, max: 50, noNaN: true })),
  });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 9 }), (events) => {
      let ledger = empty;
      let own = 0;
      for (const [minute, { cost, figure }] of events.entries()) {
        if (cost !== null) {
          ledger = addCost(ledger, "a", cost, at(minute));
          own += cost;
        }
        // Only the first figure may come before any cost.
        if (figure !== null && own > 0) ledger = takeFigure(ledger, "a", figure, at(minute), true);
      }
      expect(spentUsd(ledger)).toBeGreaterThanOrEqual(own - 1e-9);
      expect(Ledger.parse(JSON.parse(JSON.stringify(ledger)))).toEqual(ledger);
    }),
  );
});
