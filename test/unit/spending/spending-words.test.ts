import { expect, test } from "vitest";
import { judgeSpending } from "../../../setup/spending/spending-view.ts";
import { describeRefusal, describeUnverified } from "../../../setup/spending/spending-words.ts";

const figures = { limitUsd: 12.5, month: "2026-12" };

test("80 % is near, the limit itself is reached", () => {
  expect([0, 7.99, 8, 9.99, 10, 12].map((spent) => judgeSpending(spent, 10))).toEqual([
    "ok",
    "ok",
    "near",
    "near",
    "reached",
    "reached",
  ]);
});

test("the refusal names the amount, the key and the day, in words that the runtime takes for a matter of money", () => {
  expect(describeRefusal(figures)).toBe(
    "The monthly limit of $12.50 in setup.txt is reached; raise MONTHLY_LIMIT_USD or wait until 1 January 2027 (UTC).",
  );
  for (const text of [describeRefusal({ ...figures, limitUsd: 100_000 }), describeUnverified()]) {
    expect(text.length).toBeLessThan(300);
    expect(text).toContain("monthly limit");
    // The runtime's own words for a limit that passes by itself.
    expect(text).not.toMatch(/reset|try again|retry|usage limit|spend(ing)? limit/i);
  }
});
