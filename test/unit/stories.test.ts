import { resolve } from "node:path";
import { expect, test } from "vitest";
import {
  chooseStories,
  expectMinutes,
  findUnlistedStories,
  fits,
  measureSlowness,
  type Story,
} from "../qemu/stories.ts";

const story: Story = { file: "any.test.ts", usualMinutes: 10 };

test("a story starts only when it would end in time, even somewhat slower than expected", () => {
  expect(fits(story, 11 * 60 + 1, 1)).toBe(true);
  expect(fits(story, 11 * 60 - 1, 1)).toBe(false);
});

test("on a machine that was slow so far more time is asked for", () => {
  expect(measureSlowness([{ story, minutes: 25, failed: 0 }])).toBe(2.5);
  expect(fits(story, 12 * 60, 2.5)).toBe(false);
  expect(fits(story, 30 * 60, 2.5)).toBe(true);
});

test("a fast machine does not promise that the next story is fast", () => {
  expect(measureSlowness([{ story, minutes: 4, failed: 0 }])).toBe(1);
  expect(measureSlowness([])).toBe(1);
});

test("a story that failed because it waited too long does not make the others look slow", () => {
  const failed = { story, minutes: 60, failed: 1 };
  expect(measureSlowness([failed])).toBe(1);
  expect(measureSlowness([failed, { story, minutes: 15, failed: 0 }])).toBe(1.5);
});

test("without a limit every story runs", () => {
  expect(fits(story, null, 3)).toBe(true);
});

test("every story file is in the list that npm test runs", async () => {
  expect(await findUnlistedStories(resolve(import.meta.dirname, "../qemu"))).toEqual([]);
});

test("the long stories are not part of the hour, and the hour's stories fit into it beside the other tests", () => {
  const [hour, long] = [chooseStories(false), chooseStories(true)];
  expect(hour.filter(({ file }) => long.some((other) => other.file === file))).toEqual([]);
  expect(long.length).toBeGreaterThan(0);
  // Beside them: 9 minutes of other tests and an image that is in the cache.
  expect(expectMinutes(hour, 1)).toBeLessThan(57 - 9);
});
