import { resolve } from "node:path";
import { expect, test } from "vitest";
import { findUnlistedStories, fits, type Story } from "../qemu/stories.ts";

const story: Story = { file: "any.test.ts", usualMinutes: 10 };

test("a story starts only when it would end in time, even somewhat slower than usual", () => {
  expect(fits(story, 13 * 60)).toBe(true);
  expect(fits(story, 12 * 60)).toBe(false);
});

test("without a limit every story runs", () => {
  expect(fits(story, null)).toBe(true);
});

test("every story file is in the list that npm test runs", async () => {
  expect(await findUnlistedStories(resolve(import.meta.dirname, "../qemu"))).toEqual([]);
});
