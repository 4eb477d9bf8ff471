import { expect, test } from "vitest";
import { describeHealth, gatherUpkeep, parseHeld } from "../../../setup/status/gather-upkeep.ts";
import { renderStatus } from "../../../setup/status/render-status.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";
import { buildStatus } from "../../build-status.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

const maintenance = {
  ...{
    schema: 1 as const,
    kind: "reboot" as const,
    state: "failed" as const,
    bootId: "b",
    services: ["postgresql"],
  },
  ...{ startedAt: "2026-11-21T08:00:00.000Z", finishedAt: "2026-11-21T08:01:00.000Z", snapshot: null },
  ...{ message: "Stop PostgreSQL: it did not end.", cure: "Look at its log." },
};
const well = { readiness: "ready" as const, database: true, control: true };

test("a held assistant is a failure that names the exit code and what ends it", () => {
  const status = buildStatus({ runtimeHeld: parseHeld("reason=refused\nexit=78\n") });
  expect(status.state).toBe("failed");
  expect(status.problems[0]?.message).toBe(
    "The assistant is held: it refuses its configuration (exit code 78).",
  );
  expect(status.problems[0]?.cure).toContain("sudo clawdie apply");
});

test("a failed maintenance is a warning with its reason and its cure", () => {
  const status = buildStatus({ maintenance });
  expect(status.problems).toEqual([
    {
      severity: "warning",
      message: "The last maintenance reboot failed: Stop PostgreSQL: it did not end.",
      cure: "Look at its log.",
    },
  ]);
  expect(buildStatus({ maintenance: { ...maintenance, state: "ok" } }).problems).toEqual([]);
});

test("health is what a service answers", () => {
  expect(describeHealth(well, null).postgresql).toEqual({ health: "ok", detail: "SELECT 1 answers" });
  const bad = describeHealth(
    { readiness: "down", database: false, control: false },
    { reason: "refused", exitCode: 78 },
  );
  expect(bad).toEqual({
    "clawdie-runtime": { health: "failing", detail: "held: refused" },
    "clawdie-controlplane": { health: "failing", detail: "/health does not answer" },
    postgresql: { health: "failing", detail: "SELECT 1 does not answer" },
  });
  expect(describeHealth({ ...well, database: null }, null).postgresql?.health).toBe("unknown");
});

test("record, snapshots and the held file are read from the box; what is not there is null", async () => {
  const root = await buildTempRoot({
    "/var/lib/clawdie/maintenance.json": JSON.stringify(maintenance),
    "/run/clawdie-runtime/held": "reason=refused\nexit=78\n",
  });
  const list = ["pgdata", "pgwal"]
    .map((name) => `zroot/system-runtime/postgres/${name}@manual-20261101T000000Z\t1793491200\t2048\t77\n`)
    .join("");
  const upkeep = await gatherUpkeep(buildScriptedHost(() => list, root).host, well);
  expect(upkeep).toMatchObject({
    maintenance,
    runtimeHeld: { reason: "refused", exitCode: 78 },
    snapshots: [{ name: "manual-20261101T000000Z", usedBytes: 4096, complete: true }],
  });
  const empty = await gatherUpkeep(buildScriptedHost(() => 1).host, well);
  expect(empty).toMatchObject({ maintenance: null, runtimeHeld: null, snapshots: null });
});

test("the screen of the command shows upkeep within 80 columns", () => {
  const snapshots = [
    {
      name: "maintenance-20261121T080000Z",
      createdAt: "2026-11-21T08:00:00.000Z",
      usedBytes: 5e6,
      complete: true,
    },
  ];
  const text = renderStatus(buildStatus({ maintenance: { ...maintenance, state: "ok" }, snapshots }), false);
  expect(text).toContain("Upkeep    maintenance reboot 2026-11-21 08:01 UTC: ok");
  expect(text).toContain("newest maintenance-20261121T080000Z");
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
});
