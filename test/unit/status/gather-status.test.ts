import { expect, test } from "vitest";
import type { RuntimeView } from "../../../setup/handoff/build-checks.ts";
import type { Host } from "../../../setup/host/host.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { gatherStatus } from "../../../setup/status/gather-status.ts";
import { Status } from "../../../setup/status/status.ts";
import { buildHandoffRecord } from "../../build-status.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

const journal = [
  {
    schema: 1,
    time: "2026-11-21T09:50:10.000Z",
    plan: "install",
    step: "partition-disk",
    outcome: "done",
    seconds: 10,
    reason: "empty",
  },
  {
    schema: 1,
    time: "2026-11-21T09:54:00.000Z",
    plan: "install",
    step: "make-bootable",
    outcome: "done",
    seconds: 4,
    reason: "missing",
  },
];
const files = {
  "/proc/sys/kernel/hostname": "clawdie\n",
  "/proc/uptime": "3600.52 7000.00\n",
  "/proc/meminfo": "MemTotal:        4000000 kB\nMemFree:          100000 kB\nMemAvailable:    2000000 kB\n",
  "/proc/spl/kstat/zfs/arcstats":
    "9 1 0x01 147 39984 5 7\nname                            type data\nsize                            4    123456\n",
  "/etc/ssh/ssh_host_ed25519_key.pub":
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILRRqdKN8iEinM3FZriTjpIxUhtc2KkG6Cg47JIh9T5l clawdie\n",
  "/run/openrc/started/postgresql": "",
  "/run/openrc/started/clawdie-runtime": "",
  "/run/openrc/starting/clawdie-firstboot": "",
  "/run/openrc/failed/chrony": "",
  "/run/openrc/options/clawdie-runtime/start_time": "2026-11-21 10:00:00",
  "/run/openrc/options/clawdie-runtime/start_count": "2",
  "/run/openrc/options/postgresql/start_count": "",
  "/etc/clawdie/profile.lock.json": JSON.stringify({
    schema: 1,
    profile: "balanced",
    models: { chat: "example/chat", fallback: "example/fallback", compaction: "example/compaction" },
  }),
  "/var/lib/clawdie/handoff.json": JSON.stringify(buildHandoffRecord()),
  "/var/log/clawdie/install.jsonl": `${journal.map((entry) => JSON.stringify(entry)).join("\n")}\n`,
};
const outputs: Record<string, string> = {
  ip: JSON.stringify([
    { ifname: "ens3", addr_info: [{ local: "192.168.1.20" }, { local: "2001:db8::1", temporary: true }] },
  ]),
  zpool: "zroot\tONLINE\t62277025792\t54803782656\t12\n",
};
const deps = {
  version: "1.2.3",
  probeRuntime: async (): Promise<RuntimeView> => ({ state: "ready", reasons: [] }),
  probeDatabase: async (): Promise<boolean | null> => true,
};

async function buildBox(overrides: Partial<Host> = {}): Promise<Host> {
  const host = createLinuxHost(await buildTempRoot(files));
  const run: Host["run"] = async (command) => ({ exitCode: 0, stdout: outputs[command] ?? "", stderr: "" });
  return { ...host, run, ...overrides };
}

test("a whole box is read from its files and probes", async () => {
  const status = await gatherStatus(await buildBox(), deps);
  expect(Status.parse(status)).toEqual(status);
  expect(status).toMatchObject({
    version: "1.2.3",
    hostname: "clawdie",
    // As ssh-keygen -l says it.
    sshHostKey: "ED25519 SHA256:SC+ThyfOw265sZzYMN85g/EKCHCURNBAzXQq7I6kIZc",
    assistantName: "Clawdie",
    addresses: ["192.168.1.20"],
    uptimeSeconds: 3600,
    pool: {
      name: "zroot",
      health: "ONLINE",
      sizeBytes: 62277025792,
      freeBytes: 54803782656,
      usedPercent: 12,
    },
    memory: { totalBytes: 4_096_000_000, availableBytes: 2_048_000_000, cacheBytes: 123456 },
    profile: "balanced",
    models: { chat: "example/chat" },
    lastInstall: {
      startedAt: "2026-11-21T09:50:00.000Z",
      finishedAt: "2026-11-21T09:54:00.000Z",
      steps: 2,
      failed: 0,
    },
    notReadable: [],
  });
});

test("services are named with their state; one of somebody else only when it failed", async () => {
  const { services } = await gatherStatus(await buildBox(), deps);
  expect(services).toEqual([
    { name: "clawdie-firstboot", state: "starting", since: null, starts: null },
    {
      name: "clawdie-runtime",
      state: "started",
      since: new Date("2026-11-21T10:00:00").toISOString(),
      starts: 2,
    },
    { name: "clawdie-controlplane", state: "stopped", since: null, starts: null },
    { name: "clawdie-actions", state: "stopped", since: null, starts: null },
    { name: "clawdie-alerts", state: "stopped", since: null, starts: null },
    { name: "postgresql", state: "started", since: null, starts: null },
    { name: "chrony", state: "failed", since: null, starts: null },
  ]);
});

test("an account that may read little gets the rest, and is told what is missing", async () => {
  const denied = Object.assign(new Error("permission denied"), { code: "EACCES" });
  const peer = Object.assign(new Error("Peer authentication failed"), { code: "28000" });
  const box = await buildBox();
  const readFile: Host["readFile"] = (path) =>
    path.startsWith("/proc/") ? box.readFile(path) : Promise.reject(denied);
  const host = { ...box, readFile, query: () => Promise.reject(peer) };
  const status = await gatherStatus(host, { ...deps, probeDatabase: async () => null });
  expect(status.notReadable).toEqual(["database", "handoff", "install log", "models"]);
  expect(status.database.ready).toBeNull();
  expect(status.hostname).toBe("clawdie");
  expect(status.problems.map((problem) => problem.message)).not.toContain("The database does not answer.");
});

test("without the control plane the database is asked directly", async () => {
  const silent = { ...deps, probeDatabase: async () => null };
  expect((await gatherStatus(await buildBox({ query: async () => [{}] }), silent)).database.ready).toBe(true);
  const down = { query: () => Promise.reject(new Error("connect ENOENT")) };
  expect((await gatherStatus(await buildBox(down), silent)).database.ready).toBe(false);
});

test("an empty machine gives a status, not an exception", async () => {
  const host = createLinuxHost(await buildTempRoot(), { searchPath: "/nonexistent" });
  const status = await gatherStatus(
    { ...host, query: () => Promise.reject(new Error("no")) },
    { ...deps, probeDatabase: async () => null },
  );
  expect(Status.parse(status).state).toBe("failed");
  expect(status.services.every((service) => service.state === "unknown")).toBe(true);
});
