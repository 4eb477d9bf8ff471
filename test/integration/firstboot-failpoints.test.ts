import { describe, expect, test } from "vitest";
import { executePlan } from "../../setup/execute/execute-plan.ts";
import { createJournal } from "../../setup/execute/journal.ts";
import type { Report } from "../../setup/execute/report.ts";
import type { Host } from "../../setup/host/host.ts";
import { CommandError } from "../../setup/issues/exceptions.ts";
import { Secret } from "../../setup/issues/secret.ts";
import { boxLayout } from "../../setup/plan/box-layout.ts";
import { buildFirstbootPlan } from "../../setup/plan/build-firstboot-plan.ts";
import { firstbootHandlers } from "../../setup/steps/firstboot-handlers.ts";
import { validateRuntimeConfig } from "../../setup/steps/validate-runtime-config.ts";
import { buildFacts } from "../build-facts.ts";
import { buildSettings } from "../build-settings.ts";
import { buildFailingHost, type FailureMoment, type FailureOptions } from "./failing-host.ts";
import { buildFirstbootBox, type FirstbootBox } from "./firstboot-machine.ts";

const tokens = {
  gatewayToken: new Secret("gateway"),
  controlToken: new Secret("control"),
  guardToken: new Secret("guard"),
};
const plan = buildFirstbootPlan(buildSettings(), buildFacts(), tokens);
const handlers = { ...firstbootHandlers, "validate-runtime-config": validateRuntimeConfig };

function provision(host: Host): Promise<Report> {
  return executePlan(plan, handlers, host, { journal: createJournal(host, boxLayout.journal) });
}

/** The journal tells of times and attempts; it is no part of what a box is. */
function describeBox(box: FirstbootBox): Record<string, string> {
  const { [boxLayout.journal]: _, ...rest } = box.describe();
  return rest;
}

const whole = await (async () => {
  const box = buildFirstbootBox(plan);
  box.restart();
  const failing = buildFailingHost(box.host, Number.MAX_SAFE_INTEGER, "before");
  const report = await provision(failing.host);
  return { box, report, calls: failing.calls() };
})();

const fileError = (code: string) => Object.assign(new Error(`${code}: write failed`), { code });
const once = (makeError: (call: string) => Error): FailureOptions => ({ once: true, makeError });
const failures: readonly (readonly [string, FailureMoment, FailureOptions])[] = [
  ["the power goes before", "before", {}],
  ["the power goes after", "after", {}],
  [
    "exit code 1 or no space, once, at",
    "before",
    once((call) => (call === "run" ? new CommandError("it", 1, "refused") : fileError("ENOSPC"))),
  ],
  [
    "no answer or an unreadable disk, once, at",
    "before",
    once((call) => (call === "run" ? new CommandError("it", null, "") : fileError("EIO"))),
  ],
];

/** Boxes a later start went on from already, as text: most calls only look, and leave the same box behind. */
const resumed = new Set<string>();

describe("the first boot, all of its steps", () => {
  test("ends with a box that a second run and a second start find in place", async () => {
    expect(whole.report).toMatchObject({ outcome: "done", failure: null });
    const again = await provision(whole.box.host);
    expect(again.steps.filter(({ outcome }) => outcome !== "skipped")).toEqual([]);
  });

  test.each(failures)(
    "%s every call of the host port: the next start ends in the same state",
    async (_, moment, options) => {
      const wanted = describeBox(whole.box);
      expect(whole.calls).toBeGreaterThan(300);
      for (let failAt = 1; failAt <= whole.calls; failAt += 1) {
        const at = `call ${failAt} of ${whole.calls}`;
        const box = buildFirstbootBox(plan);
        box.restart();
        const first = await provision(buildFailingHost(box.host, failAt, moment, options).host);
        if (options.once !== true) expect(first.outcome, at).toBe("failed");
        const left = JSON.stringify(describeBox(box));
        if (resumed.has(left)) continue;
        resumed.add(left);
        box.restart();
        expect((await provision(box.host)).failure, at).toBeNull();
        expect(describeBox(box), at).toEqual(wanted);
      }
    },
    240_000,
  );
});
