import { expect, test } from "vitest";
import { buildWipedValue, isWipedValue } from "../../../setup/config/wiped-value.ts";

test.each([
  [40, "used-and-wiped-xxxxxxxxxxxxxxxxxxxxxxxxx"],
  [15, "used-and-wiped-"],
  [14, "wiped-xxxxxxxx"],
  [6, "wiped-"],
  [5, "xxxxx"],
  [0, ""],
])("%i characters become %j", (length, text) => {
  expect(buildWipedValue(length)).toBe(text);
});

test.each(["wiped-", "wiped-x", "used-and-wiped-", "used-and-wiped-xxx"])(
  "%j was overwritten by a box",
  (text) => {
    expect(isWipedValue(text)).toBe(true);
  },
);

test.each(["", "xxxxx", "swiped-x", "wiped-xa", "wiped-ax", "used-and-wiped", "used-wiped-x", "wipedx"])(
  "%j was not",
  (text) => {
    expect(isWipedValue(text)).toBe(false);
  },
);
