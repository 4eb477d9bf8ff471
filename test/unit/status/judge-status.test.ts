import { expect, test } from "vitest";
import { describeFacts } from "../../../setup/status/describe-status.ts";
import { buildHandoffRecord, buildStatus } from "../../build-status.ts";

const pool = buildStatus().pool;
if (pool === null) throw new Error("the builder gives a pool");

test("a box that is well is ok without problems", () => {
  expect(buildStatus()).toMatchObject({ state: "ok", problems: [] });
});

test.each([
  [
    "a runtime that holds Telegram back",
    { runtime: { readiness: "suppressed", reasons: ["telegram"] } },
    "failed",
  ],
  [
    "a runtime that exchanges a plugin",
    { runtime: { readiness: "degraded", reasons: ["plugin-reload"] } },
    "warning",
  ],
  ["a runtime that starts", { runtime: { readiness: "starting", reasons: [] } }, "failed"],
  ["a runtime that is down", { runtime: { readiness: "down", reasons: [] } }, "failed"],
  ["a database that does not answer", { database: { ready: false } }, "failed"],
  ["a database nobody could ask", { database: { ready: null } }, "ok"],
  ["no handoff yet", { handoff: null }, "warning"],
  ["a handoff this account may not read", { handoff: null, notReadable: ["handoff"] }, "ok"],
  ["a refused key", { handoff: buildHandoffRecord({}, "model.key-refused") }, "failed"],
  ["a chat that was not started", { handoff: buildHandoffRecord({}, "telegram.not-started") }, "failed"],
  ["a retired model", { handoff: buildHandoffRecord({}, "models.retired") }, "warning"],
  ["a wrong clock", { handoff: buildHandoffRecord({}, "clock.wrong") }, "warning"],
  ["a self-hosted model", { handoff: buildHandoffRecord({}, "model.self-hosted") }, "ok"],
  [
    "a runtime that has become ready since the record",
    { handoff: buildHandoffRecord({}, "runtime.down") },
    "ok",
  ],
  ["a degraded pool", { pool: { ...pool, health: "DEGRADED" } }, "warning"],
  ["a faulted pool", { pool: { ...pool, health: "FAULTED" } }, "failed"],
  ["79 % used", { pool: { ...pool, usedPercent: 79 } }, "ok"],
  ["80 % used", { pool: { ...pool, usedPercent: 80 } }, "warning"],
  ["no pool", { pool: null }, "warning"],
  ["a control plane that is stopped", { services: [service("clawdie-controlplane", "stopped")] }, "warning"],
  ["alerts that nobody looks after", { services: [service("clawdie-alerts", "stopped")] }, "warning"],
  [
    "alerts whose last look was long ago",
    {
      services: [service("clawdie-alerts", "started")],
      alerts: { lookedSecondsAgo: 1000, active: [], past: [] },
    },
    "warning",
  ],
  ["a key that was refused since the last verification", { alerts: alerted("model-key") }, "failed"],
  ["a service that dies again and again", { alerts: alerted("crash-loop") }, "warning"],
  ["a question without an answer", { alerts: alerted("assistant-silent") }, "warning"],
  ["an alert that the figures show themselves", { alerts: alerted("disk-full") }, "ok"],
  ["some other service that failed", { services: [service("chrony", "failed")] }, "warning"],
  ["80 % of the monthly limit spent", { spending: spent("near", 16) }, "warning"],
  ["the monthly limit reached", { spending: spent("reached", 20) }, "failed"],
  ["spending that nobody told for a day", { spending: spent("unverified", 3) }, "failed"],
  [
    "a spending guard that does not answer",
    { spending: { ...spent("unknown", null), month: null } },
    "failed",
  ],
  ["a limit that is far away", { spending: spent("ok", 3) }, "ok"],
  [
    "a service that names no costs",
    { spending: { ...spent("ok", 0), figureAt: null, uncounted: 3 } },
    "warning",
  ],
  ["memory used up", { memory: { totalBytes: 1000, availableBytes: 20, cacheBytes: 20 } }, "warning"],
  [
    "memory that the cache gives back",
    { memory: { totalBytes: 1000, availableBytes: 20, cacheBytes: 40 } },
    "ok",
  ],
])("%s", (_, overrides, wanted) => {
  const status = buildStatus(overrides as Parameters<typeof buildStatus>[0]);
  expect(status.state).toBe(wanted);
  expect(status.problems.length > 0).toBe(wanted !== "ok");
});

test("the worst comes first, and each problem has a cure", () => {
  const { problems } = buildStatus({ pool: { ...pool, usedPercent: 90 }, database: { ready: false } });
  expect(problems.map((problem) => problem.severity)).toEqual(["failed", "warning"]);
  for (const problem of problems) expect(problem.cure).not.toBe("");
});

function spent(state: "ok" | "near" | "reached" | "unverified" | "unknown", spentUsd: number | null) {
  const figureAt = "2026-11-21T13:00:00.000Z";
  return { limitUsd: 20, month: "2026-11", spentUsd, state, figureAt, uncounted: 0 };
}

test("the spending is shown with the limit and the day it begins anew, in money and in words", () => {
  const fact = (spending: ReturnType<typeof spent>) =>
    describeFacts(buildStatus({ spending })).find(({ label }) => label === "Spending")?.text;
  expect(fact(spent("near", 16.004))).toBe("$16.00 of $20 this month (until 1 December 2026 UTC)");
  expect(fact(spent("unknown", null))).toBe("not known, limit $20 a month");
  expect(describeFacts(buildStatus()).map(({ label }) => label)).not.toContain("Spending");
});

function alerted(cause: "model-key" | "crash-loop" | "assistant-silent" | "disk-full") {
  const alert = {
    cause,
    message: "Something.",
    cure: "Do it.",
    since: "2026-11-21T13:00:00.000Z",
    told: true,
  };
  return { lookedSecondsAgo: 20, active: [alert], past: [] };
}

function service(name: string, state: "started" | "stopped" | "failed") {
  return { name, state, since: null, starts: null };
}

test("a model that was moved, or a key without a limit, is no problem of the box", () => {
  const handoff = buildHandoffRecord({}, "models.moved", "model.no-limit");
  handoff.checks = handoff.checks.map((check) => ({ ...check, outcome: "ok" }));
  expect(buildStatus({ handoff })).toMatchObject({ state: "ok", problems: [] });
});
