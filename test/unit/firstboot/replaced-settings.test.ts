import { expect, onTestFinished, test } from "vitest";
import { firstBoot } from "../../../firstboot/first-boot.ts";
import { readSettings } from "../../../firstboot/provision.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import { renderSetupEnv } from "../../../setup/settings/setup-env.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";
import { buildSettings, canaries } from "../../build-settings.ts";
import { buildTempRoot } from "../../build-temp-root.ts";
import { startTelegram } from "../../stand-ins/telegram/start-telegram.ts";

const tokens = { gatewayToken: new Secret("gateway"), controlToken: new Secret("control") };
const report = {
  schema: 1,
  plan: "firstboot",
  outcome: "done",
  seconds: 1,
  steps: [],
  failure: null,
} as const;
const enough = new Error("seen enough");

/** A first boot whose owner has another number from some moment on; tells whom each round set the box up for. */
async function runBox(replaceWhile: "provisioning" | "watching") {
  const base = buildSettings();
  const telegram = await startTelegram({ botToken: canaries.telegramToken, users: [{ id: 1 }, { id: 2 }] });
  onTestFinished(() => telegram.close());
  const render = (adminId: string) => {
    const openRouter = { ...base.openRouter, baseUrl: "http://127.0.0.1:9" };
    const own = { ...base.telegram, apiRoot: telegram.url, adminId };
    return renderSetupEnv({ ...base, openRouter, telegram: own }).reveal();
  };
  const root = await buildTempRoot({
    "/var/lib/clawdie/.keep": "",
    [boxLayout.setupFile]: render("1"),
  });
  const { host } = buildScriptedHost((line) => (line.startsWith("lsblk") ? '{"blockdevices":[]}' : ""), root);
  /** As `clawdie apply --setup` does it, once. */
  let replace = async () => {
    replace = async () => {};
    await host.writeFile(boxLayout.setupFile, render("2"), { mode: 0o600 });
  };
  const owners: string[] = [];
  let asked = 0;
  let slept = 0;
  const sleep = async () => {
    slept += 1;
    if (slept > 5 || owners.length > 1) throw enough;
    if (replaceWhile === "watching") await replace();
  };
  const provision = async () => {
    const settings = await readSettings(host);
    owners.push(settings.telegram.adminId);
    if (owners.length === 2) asked = telegram.calls.length;
    if (replaceWhile === "provisioning") await replace();
    return { settings, tokens, report };
  };
  const consoles = { print: async () => {}, report: async () => {} };
  const running = firstBoot({ ...host, sleep }, consoles, { fetch, seconds: () => slept, provision });
  await expect(running).rejects.toBe(enough);
  return { owners, asked };
}

test("settings replaced while the first boot watches begin a new round", async () => {
  const { owners, asked } = await runBox("watching");
  expect(owners).toEqual(["1", "2"]);
  expect(asked).toBeGreaterThan(0);
});

test("settings replaced while they are provisioned: nobody is asked anything with the old ones", async () => {
  expect(await runBox("provisioning")).toEqual({ owners: ["1", "2"], asked: 0 });
});
