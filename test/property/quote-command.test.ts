import { spawnSync } from "node:child_process";
import { array, assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { quoteCommand } from "../../admin-tui/remote/quote-command.ts";

const word = string({ unit: "binary" }).filter((text) => !text.includes("\0") && text.isWellFormed());
const shellish = string({ unit: "grapheme-ascii" });

test.each([word, shellish])("sh reads back exactly the words that were quoted", (unit) => {
  assert(
    property(array(unit, { maxLength: 5 }), (words) => {
      const line = quoteCommand(["printf", "%s\\0", "first", ...words]);
      const { stdout, stderr } = spawnSync("sh", ["-c", line], { encoding: "utf8" });
      expect(stderr).toBe("");
      expect(stdout.split("\0")).toEqual(["first", ...words, ""]);
    }),
    { numRuns: 60 },
  );
});

test("a NUL byte cannot be an argument and is refused, not cut off", () => {
  expect(() => quoteCommand(["echo", "a\0b"])).toThrow(RangeError);
});
