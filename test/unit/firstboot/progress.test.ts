import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createProgress } from "../../../firstboot/progress.ts";
import type { PlanEvent } from "../../../setup/execute/plan-event.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const position = { index: 2, total: 9, id: "create-pool", title: "Create the pool" };
const started: PlanEvent = { type: "step-started", ...position };
const done: PlanEvent = { type: "step-done", ...position, seconds: 3, skipped: false };
const skipped: PlanEvent = { ...done, skipped: true };
const failed: PlanEvent = {
  ...{ type: "step-failed", ...position, seconds: 3 },
  failure: {
    ...{ step: position.id, title: position.title, message: "zpool ended with exit code 1" },
    ...{ hint: "Try another disk.", because: null, stderrTail: "one\ntwo\nthree\nfour", issue: null },
  },
};

function watch() {
  const lines: string[] = [];
  return { lines, onEvent: createProgress((line) => lines.push(line)) };
}

const announced = "clawdie: [2/9] create-pool: Create the pool";

test("a step that works is announced and told as done, once each and in order", () => {
  const { lines, onEvent } = watch();
  for (const event of [started, done]) onEvent(event);
  expect(lines).toEqual([announced, "clawdie: [2/9] create-pool: done in 3 s"]);
  vi.runAllTimers();
  expect(lines).toHaveLength(2);
});

test("a step that is already in place says nothing", () => {
  const { lines, onEvent } = watch();
  for (const event of [started, skipped, started, skipped]) onEvent(event);
  vi.runAllTimers();
  expect(lines).toEqual([]);
});

test("a step that takes long is announced while it runs, and then its end is told too", () => {
  const { lines, onEvent } = watch();
  onEvent(started);
  vi.advanceTimersByTime(1499);
  expect(lines).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(lines).toEqual([announced]);
  onEvent(skipped);
  expect(lines).toEqual([announced, "clawdie: [2/9] create-pool: already in place"]);
});

test("a failure is told with its step, the last lines of the command and the cure", () => {
  const { lines, onEvent } = watch();
  for (const event of [started, failed]) onEvent(event);
  expect(lines).toEqual([
    announced,
    "clawdie: [2/9] create-pool: FAILED after 3 s: zpool ended with exit code 1",
    ...["two", "three", "four", "Try another disk."].map((line) => `clawdie:   ${line}`),
  ]);
});

test("the plan's own events are told at once", () => {
  const { lines, onEvent } = watch();
  onEvent({ type: "plan-started", plan: "install", total: 9 });
  onEvent({ type: "plan-done", plan: "install", outcome: "done", seconds: 61.4 });
  expect(lines).toEqual([
    "clawdie: install: 9 steps, usually less than 3 minutes",
    "clawdie: install: done after 61 s",
  ]);
});
