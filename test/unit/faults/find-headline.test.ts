import { expect, test } from "vitest";
import { findHeadline } from "../../faults/find-headline.ts";

const page = [
  "STOPPED: Nothing was installed, and no disk was changed.",
  "=====",
  "",
  "What is wrong",
  "  - This machine has 1.0 GiB of memory; 2 GiB are needed. Use a machine",
  "    with more memory.",
  "  - Another thing.",
];

test("the headline and the first thing below it become one line", () => {
  const said =
    "STOPPED: Nothing was installed, and no disk was changed. This machine has 1.0 GiB of memory; 2 GiB are needed. Use a machine with more memory.";
  expect(findHeadline(page)).toBe(said);
  expect(findHeadline(["WORKING: a", "  - b", ...page.map((line) => `  ${line}`)])).toBe(said);
  expect(findHeadline(["DONE: Clawdie is ready."])).toBe("DONE: Clawdie is ready.");
  expect(findHeadline(["Linux version 6", "- nothing"])).toBe("");
});
