import { expect, test } from "vitest";
import { dayAfter, monthOf } from "../../../setup/spending/calendar-month.ts";

test("a month is the one in UTC, whatever the zone of the box", () => {
  expect(monthOf(new Date("2026-11-30T23:59:59.999Z"))).toBe("2026-11");
  expect(monthOf(new Date("2026-12-01T00:30:00+02:00"))).toBe("2026-11");
});

test("the day after a month is its successor's first, over the end of the year too", () => {
  expect(dayAfter("2026-11")).toBe("1 December 2026");
  expect(dayAfter("2026-12")).toBe("1 January 2027");
  expect(dayAfter("2028-02")).toBe("1 March 2028");
});
