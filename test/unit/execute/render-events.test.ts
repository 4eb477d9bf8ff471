import { expect, test } from "vitest";
import { renderEvent } from "../../../setup/execute/render-events.ts";

const position = { index: 3, total: 21, id: "create-pool", title: "Create the pool" };

test("a step says what it does, then how it ended", () => {
  expect(renderEvent({ type: "step-started", ...position })).toEqual([
    "clawdie: [3/21] create-pool: Create the pool",
  ]);
  expect(renderEvent({ type: "step-done", ...position, seconds: 4.2, skipped: false })).toEqual([
    "clawdie: [3/21] create-pool: done in 4 s",
  ]);
  expect(renderEvent({ type: "step-done", ...position, seconds: 0.1, skipped: true })).toEqual([
    "clawdie: [3/21] create-pool: already in place",
  ]);
});

test("a plan that takes minutes says how many it usually is, another one does not", () => {
  expect(renderEvent({ type: "plan-started", plan: "firstboot", total: 86 })).toEqual([
    "clawdie: firstboot: 86 steps, usually less than 15 minutes",
  ]);
  expect(renderEvent({ type: "plan-started", plan: "maintenance-reboot", total: 9 })).toEqual([
    "clawdie: maintenance-reboot: 9 steps",
  ]);
});

test("a failed step says what failed, the last words of the command and the cure", () => {
  const failure = {
    step: "create-pool",
    title: "Create the pool",
    message: "zpool create ended with exit code 1",
    hint: "Try another disk.",
    because: null,
    stderrTail: "one\ntwo\nthree\nfour",
    issue: null,
  };
  expect(renderEvent({ type: "step-failed", ...position, seconds: 2, failure })).toEqual([
    "clawdie: [3/21] create-pool: FAILED after 2 s: zpool create ended with exit code 1",
    "clawdie:   two",
    "clawdie:   three",
    "clawdie:   four",
    "clawdie:   Try another disk.",
  ]);
});
