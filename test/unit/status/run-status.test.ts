import { expect, test } from "vitest";
import { runStatus } from "../../../setup/commands/status.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { Status } from "../../../setup/status/status.ts";
import { buildHandoffRecord } from "../../build-status.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

async function run(argv: string[], handoff = buildHandoffRecord(), ready = true) {
  const root = await buildTempRoot({
    "/var/lib/clawdie/handoff.json": JSON.stringify(handoff),
    "/run/openrc/started/clawdie-controlplane": "",
  });
  const zpool = async () => ({ exitCode: 0, stdout: "zroot\tONLINE\t100\t90\t10\n", stderr: "" });
  const stdout: string[] = [];
  const stderr: string[] = [];
  const io = {
    stdout: (text: string) => void stdout.push(text),
    stderr: (text: string) => void stderr.push(text),
    color: false,
    env: {},
  };
  const code = await runStatus(
    argv,
    io,
    { ...createLinuxHost(root), run: zpool },
    {
      version: "1.2.3",
      probeRuntime: async () => ({ state: ready ? "ready" : "down", reasons: [] }),
      probeDatabase: async () => true,
    },
  );
  return { code, stdout: stdout.join(""), stderr: stderr.join("") };
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

test("an unknown option is a usage error", async () => {
  const { code, stdout, stderr } = await run(["--jsno"]);
  expect(code).toBe(64);
  expect(stdout).toBe("");
  expect(stderr).toContain("Usage: clawdie status");
});
