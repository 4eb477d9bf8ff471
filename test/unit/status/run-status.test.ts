import { expect, test } from "vitest";
import { runStatus } from "../../../setup/commands/status.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { Status } from "../../../setup/status/status.ts";
import { buildHandoffRecord } from "../../build-status.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

async function run(
  argv: string[],
  handoff = buildHandoffRecord(),
  ready = true,
  looks = 3,
  files: Readonly<Record<string, string>> = { "/etc/clawdie/setup.env": "" },
) {
  const root = await buildTempRoot({
    ...files,
    "/var/lib/clawdie/handoff.json": JSON.stringify(handoff),
    "/run/openrc/started/clawdie-controlplane": "",
    "/run/openrc/started/clawdie-alerts": "",
  });
  const zpool = async () => ({ exitCode: 0, stdout: "zroot\tONLINE\t100\t90\t10\n", stderr: "" });
  const stdout: string[] = [];
  const stderr: string[] = [];
  const pauses: number[] = [];
  const sleep = async (seconds: number) => {
    if (pauses.push(seconds) === looks) throw new Error("enough");
  };
  const io = {
    stdout: (text: string) => void stdout.push(text),
    stderr: (text: string) => void stderr.push(text),
    cwd: () => "/",
    color: false,
    env: {},
  };
  const code = await runStatus(
    argv,
    io,
    { ...createLinuxHost(root), run: zpool, sleep },
    {
      version: "1.2.3",
      probeRuntime: async () => ({ state: ready ? "ready" : "down", reasons: [] }),
      probeDatabase: async () => true,
    },
  ).catch((error: Error) => error.message);
  return { code, pauses, stdout: stdout.join(""), stderr: stderr.join("") };
}

test("all well is 0, warnings are 2, not usable is 1", async () => {
  expect((await run([])).code).toBe(0);
  expect((await run([], buildHandoffRecord({}, "models.retired"))).code).toBe(2);
  expect((await run([], buildHandoffRecord(), false)).code).toBe(1);
});

test("--json prints the status alone", async () => {
  const { stdout, stderr } = await run(["--json"]);
  expect(Status.parse(JSON.parse(stdout)).state).toBe("ok");
  expect(stderr).toBe("");
});

test("on a computer that is no box a person is told so, and a program gets its JSON", async () => {
  const person = await run([], buildHandoffRecord(), true, 3, {});
  expect(person).toMatchObject({ code: 1, stdout: "" });
  expect(person.stderr).toBe(
    "clawdie status: /etc/clawdie/setup.env is missing: this is not an installed box\n",
  );
  expect(
    Status.parse(JSON.parse((await run(["--json"], buildHandoffRecord(), true, 3, {})).stdout)).schema,
  ).toBe(1);
});

test("an unknown option is a usage error", async () => {
  const { code, stdout, stderr } = await run(["--jsno"]);
  expect(code).toBe(64);
  expect(stdout).toBe("");
  expect(stderr).toContain("Usage: clawdie status");
});

test("--every looks again and again, one line of JSON each", async () => {
  const { code, stdout, pauses } = await run(["--json", "--every", "5"]);
  expect(code).toBe("enough");
  expect(pauses).toEqual([5, 5, 5]);
  const lines = stdout.trimEnd().split("\n");
  expect(lines.map((line) => Status.parse(JSON.parse(line)).state)).toEqual(["ok", "ok", "ok"]);
});

test("it ends when nobody reads it any more", async () => {
  const root = await buildTempRoot({});
  const lines: string[] = [];
  const io = {
    stdout: (text: string) => void lines.push(text),
    stderr: () => {},
    cwd: () => "/",
    color: false,
    env: {},
  };
  const deps = {
    version: "1.2.3",
    probeRuntime: async () => ({ state: "ready" as const, reasons: [] }),
    probeDatabase: async () => true,
  };
  const host = {
    ...createLinuxHost(root),
    run: async () => ({ exitCode: 0, stdout: "", stderr: "" }),
    sleep: async () => {},
  };
  const code = await runStatus(
    ["--json", "--every", "5"],
    { ...io, isUnread: () => lines.length === 2 },
    host,
    deps,
  );
  expect([code, lines.length]).toEqual([0, 2]);
});

test.each([
  [["--every", "5"]],
  [["--json", "--every", "0"]],
  [["--json", "--every", "-1"]],
  [["--json", "--every", "soon"]],
])("%j is a usage error", async (argv) => {
  expect((await run(argv)).code).toBe(64);
});
