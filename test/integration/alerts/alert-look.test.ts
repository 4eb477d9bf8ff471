import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { readAlertRecord } from "../../../setup/alerts/alert-record.ts";
import { type AlertDeps, runAlertLook } from "../../../setup/alerts/run-alert-look.ts";
import type { RuntimeView } from "../../../setup/handoff/build-checks.ts";
import type { Host } from "../../../setup/host/host.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { renderSetupEnv } from "../../../setup/settings/setup-env.ts";
import { buildSettings, canaries } from "../../build-settings.ts";
import { buildHandoffRecord } from "../../build-status.ts";
import { buildTempRoot } from "../../build-temp-root.ts";
import { startStandIns } from "../start-stand-ins.ts";

/** A greeted box between both stand-ins, whose time the test moves. */
async function startBox(files: Readonly<Record<string, string>> = {}) {
  const base = buildSettings();
  const owner = Number(base.telegram.adminId);
  const models = Object.values(base.models);
  const { telegram, openRouter, settings } = await startStandIns(base, models);
  const root = await buildTempRoot({
    "/etc/clawdie/setup.env": renderSetupEnv(settings).reveal(),
    "/var/lib/clawdie/handoff.json": JSON.stringify(buildHandoffRecord()),
    "/proc/sys/kernel/hostname": "clawdie\n",
    "/proc/sys/kernel/random/boot_id": "boot-1\n",
    ...files,
  });
  let uptime = 1000;
  const state = { runtime: "ready" as RuntimeView["state"], disk: 12, refuse: (_: string) => false };
  const real = createLinuxHost(root);
  const host: Host = {
    ...real,
    run: async (command) => ({
      exitCode: 0,
      stderr: "",
      stdout: command === "zpool" ? `zroot\tONLINE\t1000\t500\t${state.disk}\n` : "",
    }),
    readFile: async (path) => (path === "/proc/uptime" ? Buffer.from(`${uptime} 1\n`) : real.readFile(path)),
    writeFile: async (path, ...rest) => {
      if (state.refuse(path)) throw new Error("no space left on device");
      return real.writeFile(path, ...rest);
    },
  };
  const deps: AlertDeps = {
    fetch,
    status: {
      version: "0.1.0",
      probeRuntime: async () => ({ state: state.runtime, reasons: [] }),
      probeDatabase: async () => true,
    },
    readTalk: async () => null,
  };
  const look = (seconds = 60) => {
    uptime += seconds;
    return runAlertLook(host, deps);
  };
  const heard = () => telegram.sent.map(({ text }) => text);
  return { telegram, openRouter, host, state, look, heard, owner, deps };
}

test("a box that is well says nothing, and its look is recorded", async () => {
  const box = await startBox();
  expect(await box.look()).toBe("looked");
  expect(box.heard()).toEqual([]);
  expect(await readAlertRecord(box.host)).toMatchObject({ active: [], lookedAt: { uptime: 1060 } });
  expect(await box.host.readFile("/var/lib/clawdie/alerts.json")).toBeNull();
});

test("an assistant that is down is told to its owner once, then that it is back", async () => {
  const box = await startBox();
  box.state.runtime = "down";
  for (let minute = 0; minute < 20; minute += 1) await box.look();
  expect(box.heard()).toEqual([
    expect.stringMatching(/^⚠️ clawdie: The assistant's runtime does not answer\./),
  ]);
  expect(box.telegram.sent[0]?.chatId).toBe(box.owner);
  box.state.runtime = "ready";
  for (let minute = 0; minute < 5; minute += 1) await box.look();
  expect(box.heard().slice(1)).toEqual(["✅ clawdie: The assistant answers again. It lasted 20 min."]);
});

test("what the first boot told already is not told again; that it is over is", async () => {
  const told = ["wait-for-clawdie-runtime: It does not answer."];
  const box = await startBox({ "/run/clawdie/told.json": JSON.stringify(told) });
  box.state.runtime = "down";
  for (let minute = 0; minute < 10; minute += 1) await box.look();
  expect(box.heard()).toEqual([]);
  box.state.runtime = "ready";
  for (let minute = 0; minute < 5; minute += 1) await box.look();
  expect(box.heard()).toEqual([expect.stringMatching(/^✅ clawdie: The assistant answers again/)]);
  box.state.runtime = "down";
  await box.look(7200);
  for (let minute = 0; minute < 6; minute += 1) await box.look();
  expect(box.heard().slice(1)).toEqual([expect.stringMatching(/^⚠️ clawdie: The assistant's runtime/)]);
});

test("a restart of the box forgets nothing: what was told is not told again, its end is", async () => {
  const box = await startBox();
  box.state.disk = 85;
  await box.look();
  await box.host.remove("/run/clawdie/alerts.json");
  await box.host.writeFile("/proc/sys/kernel/random/boot_id", "boot-2\n", { mode: 0o444 });
  await box.look(-900);
  expect(box.heard()).toHaveLength(1);
  box.state.disk = 12;
  for (let minute = 0; minute < 4; minute += 1) await box.look();
  expect(box.heard().slice(1)).toEqual([expect.stringMatching(/^✅ clawdie: There is enough free space/)]);
});

test.each([
  ["key-refused", "refuses the key"],
  ["no-credit", "no credit left"],
] as const)(
  "a key that is %s is noticed within a quarter of an hour, and asked for rarely",
  async (kind, words) => {
    const box = await startBox();
    await box.look();
    await box.look();
    const asked = () => box.openRouter.requests.length;
    expect(asked()).toBe(1);
    box.openRouter.setFault({ kind });
    for (let minute = 0; minute < 15; minute += 1) await box.look();
    expect(box.heard()).toEqual([expect.stringContaining(words)]);
    expect(box.heard().join()).not.toContain(canaries.openRouterKey);
    box.openRouter.setFault(null);
    for (let minute = 0; minute < 10; minute += 1) await box.look();
    expect(box.heard()).toHaveLength(2);
    expect(box.heard()[1]).toContain("accepts the key again");
  },
);

test("without a network nothing is lost: it is told when Telegram is back", async () => {
  const box = await startBox();
  box.state.disk = 85;
  box.telegram.setFault({ kind: "server-error" });
  await box.look();
  expect((await readAlertRecord(box.host))?.active).toMatchObject([{ cause: "disk-full", told: null }]);
  box.telegram.setFault(null);
  await box.look();
  await box.look();
  expect(box.heard()).toEqual([expect.stringContaining("85 % full")]);
});

test("a disk that takes no record makes nobody silent, and nobody say it every minute", async () => {
  const box = await startBox();
  box.state.disk = 100;
  box.state.refuse = (path) => path.startsWith("/var/");
  for (let minute = 0; minute < 5; minute += 1) await box.look();
  expect(box.heard()).toHaveLength(1);
});

test("whoever cannot record anywhere says nothing", async () => {
  const box = await startBox();
  box.state.disk = 100;
  box.state.refuse = () => true;
  await expect(box.look()).rejects.toThrow("no space left");
  expect(box.heard()).toEqual([]);
});

test.each([
  [
    "nobody was greeted",
    { "/var/lib/clawdie/handoff.json": JSON.stringify(buildHandoffRecord({ greetedAt: null })) },
  ],
  ["there are no settings", { "/etc/clawdie/setup.env": "" }],
])("while %s, the first boot does the telling", async (_, files) => {
  const box = await startBox(files);
  box.state.disk = 99;
  expect(await box.look()).toBe("not-yet");
  expect([...box.telegram.calls, ...box.openRouter.requests]).toEqual([]);
  expect(await readAlertRecord(box.host)).toMatchObject({ lookedAt: { uptime: 1060 } });
});

test("where the dashboard is, with its fingerprint, is told once for each certificate", async () => {
  const make = () => {
    const options = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    return execFileSync("openssl", [...options, "-subj", "/CN=clawdie", "-keyout", "/dev/null"], {
      stdio: "pipe",
    });
  };
  const certificate = "/etc/clawdie/dashboard/certificate.pem";
  const box = await startBox({ [certificate]: String(make()) });
  await box.look();
  expect(box.heard()).toEqual([]);
  await box.host.makeFolder("/etc/clawdie/firewall.d", { mode: 0o755 });
  await box.host.writeFile("/etc/clawdie/firewall.d/dashboard.nft", "", { mode: 0o644 });
  await box.look();
  await box.look();
  expect(box.heard()).toHaveLength(1);
  expect(box.heard()[0]).toMatch(/https:\/\/clawdie\.local:8443[\s\S]*\n([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  const issue = String(await box.host.readFile("/run/clawdie/issue-dashboard"));
  expect(issue).toContain("Dashboard: https://clawdie.local:8443\n");
  expect(issue.replaceAll(/\s/g, "")).toContain(box.heard()[0]?.split("\n").at(-1) ?? "?");
  expect(Math.max(...issue.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  await box.host.writeFile(certificate, make(), { mode: 0o644 });
  await box.look();
  expect(box.heard()).toHaveLength(2);
  await box.host.remove("/etc/clawdie/firewall.d/dashboard.nft");
  await box.look();
  expect(await box.host.readFile("/run/clawdie/issue-dashboard")).toBeNull();
});
