import { expect, test } from "vitest";
import { runMaintenanceReboot as rebootWith } from "../../../setup/commands/maintenance-reboot.ts";
import { runRollbackCommand as rollbackWith } from "../../../setup/commands/rollback.ts";
import type { Host } from "../../../setup/host/host.ts";
import { buildFakeBox } from "../maintenance/build-fake-box.ts";
import { collectOutput } from "./collect-output.ts";

/** The lock itself is a real one in test/integration/maintenance-lock.test.ts. */
const free = async () => ({ release: async () => {} });
type Call = Parameters<typeof rebootWith>;
const runMaintenanceReboot = (argv: Call[0], io: Call[1], host: Host) =>
  rebootWith(argv, io, host, undefined, free);
const runRollbackCommand = (argv: Call[0], io: Call[1], host: Host) =>
  rollbackWith(argv, io, host, undefined, free);

/** The box, with one command line that is refused. */
async function buildBoxWithout(refused: RegExp) {
  const box = await buildFakeBox();
  const run: Host["run"] = async (command, args, options) => {
    if (refused.test([command, ...args].join(" "))) throw new Error("refused");
    return box.host.run(command, args, options);
  };
  return { box, host: { ...box.host, run } };
}

test.each([
  [/clawdie-runtime stop/, 10],
  [/zfs snapshot/, 13],
  [/^shutdown/, 14],
  [/pg_controldata/, 12],
])("%s refused ends with its own exit code %i, says so, and everything runs again", async (refused, exit) => {
  const { box, host } = await buildBoxWithout(refused);
  const { said, io } = collectOutput();
  expect(await runMaintenanceReboot([], io, host)).toBe(exit);
  expect(said.stdout).toContain("Every service runs as before. The computer was not restarted.");
  expect(box.started.size).toBe(4);
  expect(Math.max(...said.stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
});

test("what cannot be started again is named, with an exit code of its own", async () => {
  const { host } = await buildBoxWithout(/zfs snapshot|clawdie-runtime start/);
  const { said, io } = collectOutput();
  expect(await runMaintenanceReboot([], io, host)).toBe(19);
  expect(said.stdout).toMatch(/NOT running again: Start clawdie-runtime again/);
});

test("--json prints one object and nothing else", async () => {
  const box = await buildFakeBox();
  const { said, io } = collectOutput();
  expect(await runMaintenanceReboot(["--json"], io, box.host)).toBe(0);
  expect(JSON.parse(said.stdout)).toMatchObject({ schema: 1, kind: "reboot", exitCode: 0, failure: null });
});

test("a rollback takes a name, with or without the data set, and refuses what it cannot do", async () => {
  const box = await buildFakeBox();
  const { said, io } = collectOutput();
  expect(await runRollbackCommand([], io, box.host)).toBe(64);
  expect(said.stderr).toContain("Usage: sudo clawdie rollback <snapshot>");
  expect(await runRollbackCommand(["nothing"], io, box.host)).toBe(1);
  expect(said.stdout).toContain("There is no snapshot nothing");
  const full = "zroot/system-runtime/postgres@manual-20261101T000000Z";
  expect(await runRollbackCommand([full], io, box.host)).toBe(0);
  expect(Object.values(box.data)).toEqual(["old", "old"]);
});

test("another account than root is told how", async () => {
  const box = await buildFakeBox();
  const run: Host["run"] = async () => ({ exitCode: 0, stdout: "1000\n", stderr: "" });
  const { said, io } = collectOutput();
  expect(await runMaintenanceReboot([], io, { ...box.host, run })).toBe(77);
  expect(said.stderr).toContain("sudo clawdie maintenance-reboot");
});

test.each([
  ["maintenance-reboot", rebootWith, []],
  ["rollback", rollbackWith, ["manual-20261101T000000Z"]],
] as const)("while another one is under way, %s begins nothing", async (_, command, argv) => {
  const box = await buildFakeBox();
  const { said, io } = collectOutput();
  expect(await command(argv, io, box.host, undefined, async () => null)).toBe(18);
  expect(said.stderr).toContain("nothing was begun");
  expect(box.lines).toEqual(["id -u"]);
});
