import { expect, test } from "vitest";
import { AlertCause, recoveryTexts } from "../../../setup/alerts/alert-cause.ts";
import { findCauses } from "../../../setup/alerts/find-causes.ts";
import type { Sight } from "../../../setup/alerts/sight.ts";
import type { MaintenanceRecord } from "../../../setup/maintenance/maintenance-record.ts";
import { buildStatus } from "../../build-status.ts";

const boot = "boot-1";
const well: Sight = {
  status: buildStatus(),
  talk: buildStatus().talk,
  active: [],
  maintained: false,
  builtAt: Date.parse("2026-11-01T00:00:00Z") / 1000,
  starts: [],
  key: { at: moment(0), state: "good", message: "", cure: "" },
  clock: { wrong: false, skewSeconds: 2 },
};

function moment(uptime: number) {
  return { at: "2026-11-21T13:00:00.000Z", boot, uptime };
}

function statusWith(overrides: Parameters<typeof buildStatus>[0]): Partial<Sight> {
  return { status: buildStatus(overrides) };
}

function present(sight: Partial<Sight>): string[] {
  return findCauses({ ...well, ...sight })
    .filter(({ state }) => state === "present")
    .map(({ cause }) => cause);
}

function spent(state: "near" | "reached" | "unverified" | "unknown") {
  return { limitUsd: 20, month: "2026-11", spentUsd: 17, state, figureAt: null, uncounted: 0 };
}

const pool = buildStatus().pool;
if (pool === null) throw new Error("the builder gives a pool");
const maintenance: MaintenanceRecord = {
  ...{ schema: 1, kind: "reboot", state: "failed", startedAt: "2026-11-21T12:00:00.000Z", finishedAt: null },
  ...{ snapshot: null, bootId: boot, services: [], message: "Stop postgresql: it hangs", cure: "Look." },
};
const bad = {
  at: moment(0),
  state: "bad",
  message: "The model service refuses the key.",
  cure: "New.",
} as const;
const silentControl = {
  ...buildStatus().serviceHealth,
  "clawdie-controlplane": { health: "failing" as const, detail: "/health does not answer" },
};
const counts = [3, 4, 5, 7, 8].map((count, index) => ({
  at: moment(index * 60),
  counts: { "clawdie-runtime": count, postgresql: 1 },
}));

test("a box that is well has nothing to tell, and every cause was asked", () => {
  const views = findCauses(well);
  expect(views.map(({ cause }) => cause).sort()).toEqual([...AlertCause.options].sort());
  expect(views.filter(({ state }) => state !== "absent")).toEqual([]);
  expect(Object.keys(recoveryTexts).sort()).toEqual([...AlertCause.options].sort());
});

test.each<[string, string, Partial<Sight>]>([
  ["assistant-silent", "the runtime is down", statusWith({ runtime: { readiness: "down", reasons: [] } })],
  [
    "assistant-silent",
    "Telegram is held back",
    statusWith({ runtime: { readiness: "suppressed", reasons: ["telegram"] } }),
  ],
  [
    "assistant-silent",
    "the configuration is refused",
    statusWith({ runtimeHeld: { reason: "refused", exitCode: 78 } }),
  ],
  [
    "assistant-silent",
    "a question has no answer",
    {
      talk: {
        questionAt: "2026-11-21T12:50:00.000Z",
        answerAt: "2026-11-21T12:40:00.000Z",
        failedAt: null,
        model: null,
      },
    },
  ],
  ["model-key", "the key is refused", { key: bad }],
  ["crash-loop", "five deaths in ten minutes", { starts: counts }],
  ["pool-degraded", "a disk is missing", statusWith({ pool: { ...pool, health: "DEGRADED" } })],
  ["disk-full", "80 % used", statusWith({ pool: { ...pool, usedPercent: 80 } })],
  ["clock-wrong", "an hour", { clock: { wrong: true, skewSeconds: 3600 } }],
  ["clock-wrong", "the certificate is not valid yet", { clock: { wrong: true, skewSeconds: null } }],
  ["database-down", "no answer", statusWith({ database: { ready: false } })],
  ["control-plane-down", "no answer", statusWith({ serviceHealth: silentControl })],
  ["update-due", "three months old", { builtAt: Date.parse("2026-08-20T00:00:00Z") / 1000 }],
  ["maintenance-failed", "it failed", statusWith({ maintenance })],
  ["spending-near", "16 of 20 dollars spent", statusWith({ spending: spent("near") })],
  ["spending-reached", "the limit", statusWith({ spending: spent("reached") })],
  ["spending-reached", "no figure for a day", statusWith({ spending: spent("unverified") })],
  ["spending-reached", "the guard is silent", statusWith({ spending: spent("unknown") })],
  [
    "maintenance-failed",
    "interrupted",
    statusWith({ maintenance: { ...maintenance, state: "interrupted" } }),
  ],
])("%s: %s", (cause, _, sight) => {
  expect(present(sight)).toEqual([cause]);
  const view = findCauses({ ...well, ...sight }).find((one) => one.cause === cause);
  expect(view?.message).toMatch(/^[A-Z]/);
  expect(view?.message).not.toMatch(/undefined|null/);
  expect(view?.cure).not.toBe("");
});

test.each<[string, Partial<Sight>]>([
  [
    "a question of ten minutes ago",
    { talk: { questionAt: "2026-11-21T12:58:00.000Z", answerAt: null, failedAt: null, model: null } },
  ],
  [
    "a question nobody waits for any more",
    { talk: { questionAt: "2026-11-19T12:58:00.000Z", answerAt: null, failedAt: null, model: null } },
  ],
  ["79 % used", statusWith({ pool: { ...pool, usedPercent: 79 } })],
  ["a maintenance that went well", statusWith({ maintenance: { ...maintenance, state: "ok" } })],
  ["four deaths", { starts: counts.slice(1) }],
  [
    "services that are stopped for a maintenance",
    {
      maintained: true,
      status: buildStatus({
        runtime: { readiness: "down", reasons: [] },
        database: { ready: false },
        serviceHealth: silentControl,
      }),
    },
  ],
  ["an age that only a wrong clock claims", { builtAt: 0, clock: { wrong: true, skewSeconds: 900 } }],
])("nothing new is told about %s", (name, sight) => {
  const expected = name.includes("clock") ? ["clock-wrong"] : [];
  expect(present(sight)).toEqual(expected);
});

test.each<[string, Partial<Sight>]>([
  ["model-key", { key: { at: moment(0), state: "unknown", message: "", cure: "" } }],
  ["model-key", { key: null }],
  ["clock-wrong", { clock: { wrong: null, skewSeconds: null } }],
  ["database-down", statusWith({ database: { ready: null } })],
  ["pool-degraded", statusWith({ pool: null })],
  // Told before: it stays told, and no "well below the limit again" comes at the limit.
  ["spending-near", statusWith({ spending: spent("reached") })],
  ["update-due", { builtAt: null }],
  ["maintenance-failed", statusWith({ maintenance: { ...maintenance, state: "running" } })],
])("%s is unknown when it could not be asked", (cause, sight) => {
  const view = findCauses({ ...well, ...sight }).find((one) => one.cause === cause);
  expect(view?.state).toBe("unknown");
});

test("a question that no model answered is told once, unless its reason is a cause of its own", () => {
  const talk = {
    ...{ questionAt: "2026-11-21T12:40:00.000Z", answerAt: "2026-11-21T12:10:00.000Z" },
    ...{ failedAt: "2026-11-21T12:40:02.000Z", model: null },
  };
  const view = findCauses({ ...well, talk }).find(({ cause }) => cause === "assistant-silent");
  expect(view).toMatchObject({ state: "present", repeatSeconds: 86_400 });
  expect(view?.message).toContain("no model of the model service answered it");
  expect(view?.cure).toContain("credit");
  expect(present({ talk: { ...talk, answerAt: "2026-11-21T12:45:00.000Z" } })).toEqual([]);
  expect(present({ talk, key: bad })).toEqual(["model-key"]);
  expect(present({ talk, ...statusWith({ spending: spent("reached") }) })).toEqual(["spending-reached"]);
});

const known: Sight["active"][number] = {
  ...{ cause: "assistant-silent", repeatSeconds: 3600, message: "It is silent.", cure: "Look." },
  ...{ unanswered: true, since: moment(0), told: moment(0), goneSince: null },
};
const asked = { answerAt: "2026-11-20T11:00:00.000Z", failedAt: null, model: null };

/** What is seen while the owner knows that a message got no answer, or that the program is down. */
function stateAfter(unanswered: boolean, talk: Sight["talk"]): string | undefined {
  const views = findCauses({ ...well, talk, active: [{ ...known, unanswered }] });
  return views.find(({ cause }) => cause === "assistant-silent")?.state;
}

test.each<[string, Sight["talk"], string]>([
  [
    "the question is two days old",
    { ...asked, questionAt: "2026-11-19T12:00:00.000Z", answerAt: null },
    "expired",
  ],
  [
    "it failed two days ago",
    {
      ...{ questionAt: "2026-11-19T12:00:00.000Z", answerAt: null },
      ...{ failedAt: "2026-11-19T12:00:02.000Z", model: null },
    },
    "expired",
  ],
  ["another question waits", { ...asked, questionAt: "2026-11-21T12:59:00.000Z" }, "unknown"],
  ["the talk cannot be read", null, "unknown"],
  [
    "an answer came",
    { ...asked, questionAt: "2026-11-21T12:40:00.000Z", answerAt: "2026-11-21T12:59:00.000Z" },
    "absent",
  ],
])("a message without an answer, and %s; a program that is back is back", (_, talk, state) => {
  expect(stateAfter(true, talk)).toBe(state);
  expect(stateAfter(false, talk)).toBe("absent");
});
