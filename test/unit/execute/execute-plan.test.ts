import { describe, expect, test } from "vitest";
import { executePlan } from "../../../setup/execute/execute-plan.ts";
import { createJournal, readJournal } from "../../../setup/execute/journal.ts";
import type { PlanEvent } from "../../../setup/execute/plan-event.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { CommandError, InterruptedError } from "../../../setup/issues/exceptions.ts";
import type { Issue } from "../../../setup/issues/issue.ts";
import type { Plan } from "../../../setup/plan/plan.ts";
import { needed, type StepHandler, type StepState, satisfied } from "../../../setup/steps/handler.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

type HostnameHandler = StepHandler<"set-hostname">;

const plan: Plan = {
  schema: 1,
  name: "firstboot",
  steps: ["one", "two", "three"].map((hostname) => ({
    id: `name-${hostname}`,
    kind: "set-hostname",
    title: `Name it ${hostname}`,
    hostname,
  })),
};

/** A handler over a set of names that are in place. */
function buildHandler(world: Set<string>, apply?: HostnameHandler["apply"]): HostnameHandler {
  return {
    check: async ({ hostname }) => (world.has(hostname) ? satisfied : needed(`${hostname} is missing`)),
    apply: apply ?? (async ({ hostname }) => void world.add(hostname)),
  };
}

async function run(handler: HostnameHandler, signal?: AbortSignal) {
  const host = createLinuxHost(await buildTempRoot());
  const events: PlanEvent[] = [];
  const journal = createJournal(host, "/var/journal.jsonl");
  const onEvent = (event: PlanEvent) => void events.push(event);
  const options = signal === undefined ? { journal, onEvent } : { journal, onEvent, signal };
  const report = await executePlan(plan, { "set-hostname": handler }, host, options);
  return { report, events, entries: await readJournal(host, "/var/journal.jsonl") };
}

describe("a plan", () => {
  test("applies and journals what is needed, skips what is in place", async () => {
    const world = new Set(["two"]);
    const { report, events, entries } = await run(buildHandler(world));
    expect([...world].sort()).toEqual(["one", "three", "two"]);
    expect(report.steps.map(({ outcome }) => outcome)).toEqual(["done", "skipped", "done"]);
    expect(report).toMatchObject({ schema: 1, plan: "firstboot", outcome: "done", failure: null });
    expect(entries.map(({ step, outcome, reason }) => [step, outcome, reason])).toEqual([
      ["name-one", "done", "one is missing"],
      ["name-three", "done", "three is missing"],
    ]);
    const keys = ["schema", "time", "plan", "step", "outcome", "seconds", "reason"];
    for (const entry of entries) expect(Object.keys(entry)).toEqual(keys);
    expect(events.map(({ type }) => type)).toEqual([
      "plan-started",
      ...["step-started", "step-done", "step-started", "step-done", "step-started", "step-done"],
      "plan-done",
    ]);
    expect(JSON.parse(JSON.stringify(events))).toEqual(events);
  });

  test("stops at a step that is still needed after it was applied", async () => {
    const { report, entries } = await run(buildHandler(new Set(), async () => {}));
    expect(report.outcome).toBe("failed");
    expect(report.failure?.message).toBe("Name it one: applied, but still not in place: one is missing");
    expect(report.steps.map(({ id, outcome }) => [id, outcome])).toEqual([["name-one", "failed"]]);
    expect(entries.map(({ outcome }) => outcome)).toEqual(["failed"]);
  });

  test("reports the last words of a failed command", async () => {
    const failing = buildHandler(new Set(), async () => {
      throw new CommandError("hostname one", 1, "no permission");
    });
    const { report, events } = await run(failing);
    expect(report.failure).toMatchObject({ step: "name-one", stderrTail: "no permission" });
    expect(events.map(({ type }) => type)).toEqual([
      "plan-started",
      "step-started",
      "step-failed",
      "plan-done",
    ]);
  });

  test("stops at a blocked step without applying it", async () => {
    const place = { key: null, line: null, column: null };
    const text = { message: "Another disk", hint: "Plug it back", words: {} };
    const issue: Issue = { code: "disk.changed", severity: "error", ...place, ...text };
    const blocked: StepState = { state: "blocked", issue };
    const apply = async () => expect.unreachable();
    const { report } = await run({ check: async () => blocked, apply });
    expect(report).toMatchObject({ outcome: "blocked", failure: { issue, message: "Another disk" } });
  });

  test("ends as interrupted when a step asks for it, and before the next step when aborted", async () => {
    const wanted = buildHandler(new Set(), async () => {
      throw new InterruptedError("Reboot wanted", "It goes on after the reboot.");
    });
    expect((await run(wanted)).report.outcome).toBe("interrupted");
    const controller = new AbortController();
    const world = new Set<string>();
    const aborting = buildHandler(world, async ({ hostname }) => {
      world.add(hostname);
      controller.abort();
    });
    const { report } = await run(aborting, controller.signal);
    expect(report.outcome).toBe("interrupted");
    expect(report.steps.map(({ id, outcome }) => [id, outcome])).toEqual([["name-one", "done"]]);
  });

  test("fails when its journal cannot be written, whatever the step did", async () => {
    const host = createLinuxHost(await buildTempRoot());
    const journal = { append: () => Promise.reject(new Error("No space left on device")) };
    const handlers = { "set-hostname": buildHandler(new Set()) };
    const report = await executePlan(plan, handlers, host, { journal });
    expect(report).toMatchObject({ outcome: "failed", failure: { message: "No space left on device" } });
  });

  test("fails loudly on a kind without a handler", async () => {
    const host = createLinuxHost(await buildTempRoot());
    const report = await executePlan(plan, {}, host, { journal: createJournal(host, "/journal") });
    expect(report.failure?.message).toBe("no handler for steps of kind set-hostname");
  });
});
