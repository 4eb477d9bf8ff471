import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseDocument } from "../../../setup/config/document.ts";
import { validateConfig } from "../../../setup/config/validate.ts";
import { buildProfileLock, ProfileLock } from "../../../setup/settings/profile-lock.ts";
import { loadProfiles } from "../../../setup/settings/profiles.ts";
import { resolveSettings } from "../../../setup/settings/resolve-settings.ts";
import { buildSettings, canaries } from "../../build-settings.ts";
import { buildSetupText } from "../../build-setup-text.ts";

const table = readFileSync(new URL("../../../setup/profiles.toml", import.meta.url), "utf8");
const profiles = loadProfiles(table);

function resolve(changes: Readonly<Record<string, string | null>> = {}, from = profiles) {
  const { config } = validateConfig(parseDocument(new TextEncoder().encode(buildSetupText(changes))));
  if (config === null) throw new Error("the text of this test is not accepted");
  return resolveSettings(config, from);
}

test("blanks become defaults", () => {
  const { settings, issues } = resolve({ ASSISTANT_NAME: null, MONTHLY_LIMIT_USD: null });
  expect(issues).toEqual([]);
  expect(settings).toMatchObject({
    assistantName: "Clawdie",
    hostname: "clawdie",
    timezone: "UTC",
    locale: "en_US",
    profile: "balanced",
    openRouter: { baseUrl: "https://openrouter.ai/api/v1" },
    telegram: { apiRoot: "https://api.telegram.org", adminId: "424242424" },
    monthlyLimitUsd: null,
    operator: null,
    login: { sshAuthorizedKey: null, passwordHash: null },
    network: { mode: "automatic" },
  });
});

test("a profile sets all three models, and a key overrides one of them", () => {
  const plain = resolve({ PROFILE: "economy" }).settings;
  const own = resolve({ PROFILE: "economy", CHAT_MODEL: "vendor/own" }).settings;
  expect(plain?.models.chat).toBe(profiles.economy.chat[0]);
  expect(own?.models).toEqual({ ...plain?.models, chat: "vendor/own" });
  expect(own?.overriddenModels).toEqual(["chat"]);
});

test("a :free candidate is passed over as a fallback, and without another the profile is refused", () => {
  const withFree = (fallback: string[]) => ({ ...profiles, balanced: { ...profiles.balanced, fallback } });
  expect(resolve({}, withFree(["a/b:free", "a/c"])).settings?.models.fallback).toBe("a/c");
  const refused = resolve({}, withFree(["a/b:free"]));
  expect([refused.settings, refused.issues[0]?.code]).toEqual([null, "profile.no-model"]);
});

test("a plain password never gets into the settings", () => {
  expect(() => resolve({ CLAWDIE_USER_PASSWORD: "plain-canary-password" })).toThrow("not hashed");
});

test("hashes get into the settings as they are", () => {
  const { settings } = resolve({
    CLAWDIE_USER_PASSWORD: canaries.loginPasswordHash,
    OPERATOR_EMAIL: "operator@example.org",
    OPERATOR_PASSWORD: canaries.operatorPasswordHash,
  });
  expect(settings?.login.passwordHash?.reveal()).toBe(canaries.loginPasswordHash);
  expect(settings?.operator?.passwordHash.reveal()).toBe(canaries.operatorPasswordHash);
});

test("a static network is taken over in full", () => {
  const network = {
    NETWORK_ADDRESS: "10.0.0.5/24, fd00::5/64",
    NETWORK_GATEWAY: "10.0.0.1",
    NETWORK_DNS: "10.0.0.1,9.9.9.9",
  };
  expect(resolve(network).settings?.network).toEqual({
    mode: "static",
    addresses: ["10.0.0.5/24", "fd00::5/64"],
    gateways: ["10.0.0.1"],
    dns: ["10.0.0.1", "9.9.9.9"],
  });
});

test("no profile of our table has a :free fallback, and chat and fallback are of different vendors", () => {
  for (const { chat, fallback } of Object.values(profiles)) {
    expect(fallback.filter((id) => id.endsWith(":free"))).toEqual([]);
    expect(fallback[0]?.split("/")[0]).not.toBe(chat[0]?.split("/")[0]);
  }
});

test.each(["", "[balanced]\nchat = []", "not toml ="])("a broken table is our fault: %j", (text) => {
  expect(() => loadProfiles(text)).toThrow("profiles.toml");
});

test("the lock records profile and models, and why each was taken", () => {
  const at = "2026-11-21T10:04:00.000Z";
  const settings = buildSettings({
    overriddenModels: ["fallback"],
    modelMoves: [{ role: "compaction", from: "example/retired", at }],
  });
  expect(ProfileLock.parse(JSON.parse(buildProfileLock(settings)))).toEqual({
    schema: 1,
    profile: "balanced",
    models: settings.models,
    overridden: ["fallback"],
    roles: {
      chat: {
        model: settings.models.chat,
        reason: "profile",
        why: "first candidate of balanced",
        from: null,
        at: null,
      },
      fallback: {
        model: settings.models.fallback,
        reason: "setup.txt",
        why: "FALLBACK_MODEL in setup.txt",
        from: null,
        at: null,
      },
      compaction: {
        model: settings.models.compaction,
        reason: "moved",
        why: "in place of example/retired since 2026-11-21",
        from: "example/retired",
        at,
      },
    },
  });
});

const roles = (chat: string, fallback: string) =>
  ["balanced", "economy", "quality"]
    .map((name) => `[${name}]\nchat = ${chat}\nfallback = ${fallback}\ncompaction = ["a/c", "b/c"]\n`)
    .join("");

test.each([
  ["a model that has nowhere to go", roles('["a/x"]', '["b/y", "c/z"]')],
  ["a model twice", roles('["a/x", "a/x"]', '["b/y", "c/z"]')],
  ["an id without a vendor", roles('["x", "a/y"]', '["b/y", "c/z"]')],
  ["a free fallback", roles('["a/x", "b/x"]', '["b/y", "c/z:free"]')],
  ["one vendor for chat and fallback", roles('["a/x", "b/x"]', '["a/y", "c/z"]')],
])("a table with %s is broken", (_, text) => {
  expect(() => loadProfiles(text)).toThrow("profiles.toml");
});

test("a table that keeps all rules is taken", () => {
  expect(loadProfiles(roles('["a/x", "b/x"]', '["b/y", "c/z"]')).economy.chat).toEqual(["a/x", "b/x"]);
});
