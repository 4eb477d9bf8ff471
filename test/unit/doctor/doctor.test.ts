import { expect, test } from "vitest";
import { auditChecks } from "../../../setup/audit/audit-checks.ts";
import { judgeAudit } from "../../../setup/audit/judge-audit.ts";
import { runDoctor } from "../../../setup/commands/doctor.ts";
import { buildDiagnoses, listFixes } from "../../../setup/doctor/build-diagnoses.ts";
import { renderDiagnoses } from "../../../setup/doctor/render-doctor.ts";
import { runFixes } from "../../../setup/doctor/run-fixes.ts";
import { writeMaintenanceRecord } from "../../../setup/maintenance/maintenance-record.ts";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import { buildHandoffRecord, buildStatus } from "../../build-status.ts";
import { buildBox, buildEvidence } from "../audit/build-evidence.ts";
import { violations } from "../audit/violations.ts";
import { collectOutput } from "../commands/collect-output.ts";
import { allServices, buildFakeBox } from "../maintenance/build-fake-box.ts";

const actions = { apply: async () => null };
/** The lock itself is a real one in test/integration/maintenance-lock.test.ts. */
const free = async () => ({ release: async () => {} });
const looks = {
  version: "1.2.3",
  probeRuntime: async () => ({ state: "ready" as const, reasons: [] }),
  probeDatabase: async () => null,
};
const stopped = {
  ...{ schema: 1 as const, kind: "reboot" as const, state: "running" as const, bootId: "boot-1" },
  ...{ services: [...allServices], snapshot: null, message: null, cure: "" },
  ...{ startedAt: "2026-11-21T08:00:00.000Z", finishedAt: null },
};

function auditOf(...ids: readonly string[]) {
  const seen = buildEvidence();
  for (const id of ids) violations[id]?.(seen);
  return judgeAudit(auditChecks, seen, buildBox(), "0.1.0");
}

test("a box that is well gets no diagnosis", () => {
  expect(buildDiagnoses(buildStatus(), auditOf(), "boot-1")).toEqual([]);
});

test("what only a person can cure is explained and not fixed", () => {
  const status = buildStatus({ handoff: buildHandoffRecord({ state: "stopped" }, "telegram.token-refused") });
  const diagnoses = buildDiagnoses(status, auditOf("secret-leaks", "packages-genuine"), "boot-1");
  expect(diagnoses.map(({ source, fix }) => [source, fix])).toEqual([
    ["status", null],
    ["secret-leaks", null],
    ["packages-genuine", null],
  ]);
  expect(diagnoses.every(({ cure }) => cure !== "")).toBe(true);
});

test("each fix is a named action, once, and apply comes last", () => {
  const status = buildStatus({
    database: { ready: false },
    runtimeHeld: { reason: "refused", exitCode: 78 },
    services: [{ name: "clawdie-controlplane", state: "failed", since: null, starts: null }],
  });
  const audit = auditOf("secret-settings", "firewall-input", "dataset-protection");
  expect(listFixes(buildDiagnoses(status, audit, "boot-1"))).toEqual([
    { kind: "set-permissions", path: "/etc/clawdie/setup.env", mode: 0o600, owner: "root", group: "root" },
    { kind: "restart-service", service: "postgresql" },
    { kind: "restart-service", service: "clawdie-controlplane" },
    { kind: "apply" },
  ]);
});

test("an assistant that is up and not ready is not restarted", () => {
  const status = buildStatus({ runtime: { readiness: "failing", reasons: ["telegram"] } });
  expect(listFixes(buildDiagnoses(status, null, "boot-1"))).toEqual([]);
});

test("what an interrupted maintenance left stopped is started; after another start it is not its matter", () => {
  const services = allServices.map((name) => ({
    name,
    state: "stopped" as const,
    since: null,
    starts: null,
  }));
  const status = buildStatus({ maintenance: stopped, services });
  const fix = { kind: "start-stopped", services: allServices };
  expect(listFixes(buildDiagnoses(status, null, "boot-1"))[0]).toEqual(fix);
  expect(listFixes(buildDiagnoses(status, null, "boot-2")).some(({ kind }) => kind === "start-stopped")).toBe(
    false,
  );
});

test("a snapshot comes first, and one fix that fails does not stop the next", async () => {
  const box = await buildFakeBox();
  for (const name of allServices) await box.host.run("rc-service", [name, "stop"]);
  box.lines.length = 0;
  const { snapshot, results } = await runFixes(
    [
      { kind: "set-permissions", path: "/nowhere", mode: 0o600, owner: "root", group: "root" },
      { kind: "start-stopped", services: allServices },
    ],
    box.host,
    actions,
  );
  expect(snapshot).toMatch(/^fix-/);
  expect(box.snapshots.map(({ name }) => name)).toContain(snapshot);
  expect(box.lines.findIndex((line) => line.startsWith("zfs snapshot"))).toBeLessThan(
    box.lines.findIndex((line) => line.endsWith(" start")),
  );
  expect(results.map(({ failure }) => failure)).toEqual(["/nowhere is missing", null]);
  expect([...box.started].sort()).toEqual([...allServices].sort());
});

test("without a snapshot nothing is changed", async () => {
  const box = await buildFakeBox();
  const run: typeof box.host.run = (command, args, options) =>
    args[0] === "snapshot" ? Promise.reject(new Error("no space")) : box.host.run(command, args, options);
  let applied = false;
  const apply = async () => {
    applied = true;
    return null;
  };
  await expect(runFixes([{ kind: "apply" }], { ...box.host, run }, { apply })).rejects.toThrow(/No snapshot/);
  expect(applied).toBe(false);
});

test("the command changes nothing without --fix, and reads well at 80 columns", async () => {
  const box = await buildFakeBox();
  await box.host.run("rc-service", ["postgresql", "stop"]);
  box.lines.length = 0;
  const { said, io } = collectOutput();
  const code = await runDoctor(["--quick"], io, box.host, { status: looks, actions, hold: free });
  expect(code).toBe(1);
  expect(box.lines.filter((line) => /^zfs snapshot| start$| restart$/.test(line))).toEqual([]);
  expect(said.stdout).toContain("--fix   rc-service postgresql restart");
  const long = renderDiagnoses(
    buildDiagnoses(buildStatus(), auditOf(...Object.keys(violations).slice(0, 30)), "b"),
    false,
  );
  const tooLong = long.split("\n").filter((line) => line.length > 80 && !/\S{60,}/.test(line));
  expect(tooLong).toEqual([]);
});

test.each([
  [80, 2],
  [12, 0],
])(
  "with %i percent of the disk used and nothing else, the exit code is %i, as that of status",
  async (used, wanted) => {
    const box = await buildFakeBox();
    await box.host.writeFile(boxLayout.handoff, JSON.stringify(buildHandoffRecord()), { mode: 0o644 });
    const run: typeof box.host.run = async (command, args, options) =>
      command === "zpool"
        ? { exitCode: 0, stdout: `zroot\tONLINE\t1000\t500\t${used}\n`, stderr: "" }
        : box.host.run(command, args, options);
    const { said, io } = collectOutput();
    const code = await runDoctor(
      ["--quick"],
      io,
      { ...box.host, run },
      { status: looks, actions, hold: free },
    );
    expect(code, said.stdout).toBe(wanted);
  },
);

test.each([["--quick"], ["--quick", "--fix"]])(
  "while a maintenance is under way, doctor %s calls nothing wrong and starts nothing it stopped",
  async (...argv) => {
    const box = await buildFakeBox();
    await box.host.run("rc-service", ["postgresql", "stop"]);
    await writeMaintenanceRecord(box.host, stopped);
    box.lines.length = 0;
    const { said, io } = collectOutput();
    const held = async () => null;
    expect(await runDoctor(argv, io, box.host, { status: looks, actions, hold: held })).toBe(18);
    expect(said.stderr).toContain("is under way");
    expect(box.lines).toEqual(["id -u"]);
  },
);

test("the lock is held while something is fixed, and only then", async () => {
  const box = await buildFakeBox();
  await box.host.run("rc-service", ["postgresql", "stop"]);
  let isHeld = false;
  const hold = async () => {
    isHeld = true;
    const release = async () => {
      isHeld = false;
    };
    return { release };
  };
  const seen = new Set<string>();
  const run: typeof box.host.run = (command, args, options) => {
    if (command !== "id") seen.add(`${command} ${isHeld ? "held" : "free"}`);
    return box.host.run(command, args, options);
  };
  const { io } = collectOutput();
  const deps = { status: looks, actions, hold };
  await runDoctor(["--quick"], io, { ...box.host, run }, deps);
  expect([...seen].filter((line) => line.endsWith("held"))).toEqual([]);
  seen.clear();
  await runDoctor(["--quick", "--fix"], io, { ...box.host, run }, deps);
  expect(seen).toContain("rc-service held");
  expect([...seen].filter((line) => line.endsWith("free"))).toEqual([]);
  expect(isHeld).toBe(false);
});
