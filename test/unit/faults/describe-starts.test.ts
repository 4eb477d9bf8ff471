import { expect, test } from "vitest";
import { describeStarts } from "../../faults/boot-rebuilt-disk.ts";

test("a box is ready after two starts at most, one of them the installation's", () => {
  expect(describeStarts(1)).toBe(null);
  expect(describeStarts(2)).toBe(null);
  expect(describeStarts(3)).toContain("after 3 starts");
});
