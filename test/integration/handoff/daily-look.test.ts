import { expect, test } from "vitest";
import { type DailyLookDeps, dailyLook } from "../../../firstboot/daily-look.ts";
import { readHandoffRecord } from "../../../setup/handoff/handoff-record.ts";
import type { Host } from "../../../setup/host/host.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { readProfiles } from "../../../setup/settings/read-profiles.ts";
import { parseSetupEnv, renderSetupEnv } from "../../../setup/settings/setup-env.ts";
import { buildSettings } from "../../build-settings.ts";
import { buildHandoffRecord } from "../../build-status.ts";
import { buildTempRoot } from "../../build-temp-root.ts";
import { startStandIns } from "../start-stand-ins.ts";

const { balanced } = await readProfiles();
const [first = "", second = ""] = balanced.chat;
const models = {
  chat: first,
  fallback: balanced.fallback[0] ?? "",
  compaction: balanced.compaction[0] ?? "",
};

/** A box that was ready yesterday, between both stand-ins; its services are commands that are only written down. */
async function startBox(files: Readonly<Record<string, string>> = {}) {
  const base = buildSettings({ models });
  const served = [...new Set(Object.values(balanced).flat())];
  const { telegram, openRouter, settings } = await startStandIns(base, served);
  const root = await buildTempRoot({
    "/etc/clawdie/setup.env": renderSetupEnv(settings).reveal(),
    "/var/lib/clawdie/handoff.json": JSON.stringify(buildHandoffRecord()),
    ...files,
  });
  const commands: string[] = [];
  const run: Host["run"] = async (command, args) => {
    commands.push([command, ...args].join(" "));
    return { exitCode: 0, stdout: "", stderr: "" };
  };
  const host: Host = { ...createLinuxHost(root), run };
  const deps: DailyLookDeps = {
    fetch,
    probeRuntime: async () => ({ state: "ready", reasons: [] }),
    provision: async () => {
      commands.push("provision");
      return { report: { failure: null } };
    },
    hold: async () => ({ release: async () => void commands.push("let go") }),
  };
  const readSettings = async () => parseSetupEnv(String(await host.readFile("/etc/clawdie/setup.env")));
  return { telegram, openRouter, served, host, commands, deps, readSettings };
}

test("all is served: the record is made anew, nothing else happens", async () => {
  const box = await startBox();
  expect(await dailyLook(box.host, box.deps)).toBe("looked");
  const record = await readHandoffRecord(box.host);
  expect(record).toMatchObject({ state: "ready", greetedAt: buildHandoffRecord().greetedAt });
  expect(record?.checkedAt).not.toBe(buildHandoffRecord().checkedAt);
  expect(box.commands).toEqual(["let go"]);
  expect(box.telegram.sent).toEqual([]);
});

test("a model retired since: settings, then the runtime stopped, provisioned, and the owner told once", async () => {
  const box = await startBox();
  box.openRouter.setModels(box.served.filter((id) => id !== first));
  expect(await dailyLook(box.host, box.deps)).toBe("moved");
  expect((await box.readSettings()).models).toEqual({ ...models, chat: second });
  expect(box.commands).toEqual([
    expect.stringContaining("clawdie-runtime stop"),
    expect.stringContaining("clawdie-spending stop"),
    expect.stringContaining("clawdie-controlplane stop"),
    "provision",
    "let go",
  ]);
  expect(box.telegram.sent.map(({ text }) => text)).toEqual([expect.stringContaining(second)]);
  const record = await readHandoffRecord(box.host);
  expect(record?.checks.find(({ name }) => name === "models")?.code).toBe("models.moved");
  expect(await dailyLook(box.host, box.deps)).toBe("looked");
  expect(box.telegram.sent).toHaveLength(1);
});

test("while a maintenance is under way nothing is looked at, and nothing started", async () => {
  const box = await startBox();
  box.openRouter.setModels(box.served.filter((id) => id !== first));
  expect(await dailyLook(box.host, { ...box.deps, hold: async () => null })).toBe("not-yet");
  expect(box.commands).toEqual([]);
  expect((await box.readSettings()).models).toEqual(models);
});

test("what stopped working is in the record for clawdie status", async () => {
  const box = await startBox();
  box.openRouter.setFault({ kind: "no-credit" });
  expect(await dailyLook(box.host, box.deps)).toBe("looked");
  expect((await readHandoffRecord(box.host))?.state).toBe("waiting");
});

test.each([
  ["the first boot still watches", { "/run/clawdie-firstboot.pid": "1\n" }],
  [
    "nobody was greeted yet",
    { "/var/lib/clawdie/handoff.json": JSON.stringify(buildHandoffRecord({ greetedAt: null })) },
  ],
])("nothing is asked while %s", async (_, files) => {
  const box = await startBox(files);
  expect(await dailyLook(box.host, box.deps)).toBe("not-yet");
  expect([...box.telegram.calls, ...box.openRouter.requests]).toEqual([]);
});

test.each([
  ["fails", async () => ({ report: { failure: "a step" } })],
  ["ends with an error", () => Promise.reject(new Error("no space left on device"))],
])("a provisioning that %s is left to the first boot, which tries again and tells", async (_, provision) => {
  const box = await startBox();
  box.openRouter.setModels(box.served.filter((id) => id !== first));
  expect(await dailyLook(box.host, { ...box.deps, provision })).toBe("not-provisioned");
  expect((await box.readSettings()).models.chat).toBe(second);
  expect(box.commands.at(-2)).toBe("rc-service --ifexists clawdie-firstboot restart");
});
