import { describe, expect, test } from "vitest";
import { keyContract } from "../../../setup/adopt/key-contract.ts";
import { mergeConfig } from "../../../setup/adopt/merge-config.ts";
import { resolveAdopted } from "../../../setup/adopt/resolve-adopted.ts";
import { type SetupConfig, type SetupKey, setupKeys } from "../../../setup/config/schema.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import type { Profiles } from "../../../setup/settings/profiles.ts";
import { buildProfiles } from "../../build-profiles.ts";
import { buildSettings } from "../../build-settings.ts";

const blank = Object.fromEntries(setupKeys.map((key) => [key, null])) as SetupConfig;

/** A box that has a value for every key. */
const full = buildSettings({
  openRouter: { ...buildSettings().openRouter, baseUrl: "http://192.0.2.60:4000/v1" },
  telegram: { ...buildSettings().telegram, apiRoot: "http://192.0.2.60:8081" },
  overriddenModels: ["chat", "fallback", "compaction"],
  network: {
    ...{ mode: "static", addresses: ["192.0.2.5/24"] },
    ...{ gateways: ["192.0.2.1"], dns: ["192.0.2.1"] },
  },
});
/** A box that has none where that is possible. */
const bare = buildSettings({
  ...{ monthlyLimitUsd: null, operator: null, network: { mode: "automatic" as const } },
  login: { sshAuthorizedKey: null, passwordHash: null },
});

/** Another value than the box's, in the type of the key. */
const others: Partial<Record<SetupKey, unknown>> = {
  OPENROUTER_API_KEY: new Secret("sk-or-v1-other"),
  TELEGRAM_BOT_TOKEN: new Secret("7000000002:other"),
  MONTHLY_LIMIT_USD: 7,
  PROFILE: "economy",
  NETWORK_ADDRESS: ["198.51.100.2/24"],
  NETWORK_GATEWAY: ["198.51.100.1"],
  NETWORK_DNS: ["198.51.100.1"],
  OPERATOR_PASSWORD: new Secret("other hash"),
  CLAWDIE_USER_PASSWORD: new Secret("other hash"),
};
const otherOf = (key: SetupKey) => others[key] ?? `other-${key.toLowerCase()}`;
const ask = (values: Partial<Record<SetupKey, unknown>>) => ({ ...blank, ...values }) as SetupConfig;
const text = (value: unknown) => JSON.stringify(value instanceof Secret ? value.reveal() : value);

const kept = setupKeys.filter((key) => keyContract[key].rule !== "used once");
const withRule = (rule: string) => setupKeys.filter((key) => keyContract[key].rule === rule);

describe("a blank line", () => {
  test.each(kept)("%s keeps what the box has", (key) => {
    const { config, issues } = mergeConfig(blank, full);
    expect(text(config[key])).toBe(text(keyContract[key].onBox(full)));
    expect(config[key]).not.toBeNull();
    expect(issues).toEqual([]);
  });
});

describe("another value than the box's", () => {
  test.each(withRule("replaced"))("%s takes its place", (key) => {
    const { config, issues } = mergeConfig(ask({ [key]: otherOf(key) }), full);
    expect(text(config[key])).toBe(text(otherOf(key)));
    expect(issues).toEqual([]);
  });

  test.each(withRule("filled"))("%s is taken only where the box has none", (key) => {
    const there = mergeConfig(ask({ [key]: otherOf(key) }), full);
    expect(text(there.config[key])).toBe(text(keyContract[key].onBox(full)));
    expect(there.issues).toMatchObject([{ code: "adopt.kept", severity: "warning", key }]);
    const empty = mergeConfig(ask({ [key]: otherOf(key) }), bare);
    expect(text(empty.config[key])).toBe(text(otherOf(key)));
    expect(empty.issues).toEqual([]);
  });

  test.each(withRule("identity"))("%s stops, and is taken with ALLOW_IDENTITY_CHANGE=yes", (key) => {
    const wish = { [key]: otherOf(key) };
    expect(mergeConfig(ask(wish), full).issues).toMatchObject([{ code: "adopt.identity", key }]);
    const refused = mergeConfig(ask({ ...wish, ALLOW_IDENTITY_CHANGE: false }), full);
    expect(refused.issues).toMatchObject([{ code: "adopt.identity", key }]);
    const allowed = mergeConfig(ask({ ...wish, ALLOW_IDENTITY_CHANGE: true }), full);
    expect(text(allowed.config[key])).toBe(text(otherOf(key)));
    expect(allowed.issues).toEqual([]);
  });
});

test("the box's own value, written once more, changes nothing and is no change of identity", () => {
  const same = ask(Object.fromEntries(kept.map((key) => [key, keyContract[key].onBox(full)])));
  const { config, issues } = mergeConfig(same, full);
  expect(issues).toEqual([]);
  expect(text(config)).toBe(text(mergeConfig(blank, full).config));
});

test("the contract names every key, and the identity is bot and owner", () => {
  expect(Object.keys(keyContract).toSorted()).toEqual([...setupKeys].toSorted());
  expect(withRule("identity")).toEqual(["TELEGRAM_BOT_TOKEN", "TELEGRAM_ADMIN_ID"]);
});

describe("settings after an adoption", () => {
  const profiles: Profiles = buildProfiles();

  test("with nothing but INSTALL_MODE are those of the box, whatever its profile stands for by now", () => {
    const box = buildSettings({
      modelMoves: [{ role: "chat", from: "example/old", at: "2026-01-01T00:00:00Z" }],
    });
    const { settings, issues } = resolveAdopted(ask({ INSTALL_MODE: "adopt" }), box, profiles);
    expect(issues.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(JSON.stringify(settings)).toBe(JSON.stringify(box));
    expect(settings?.telegram.botToken.reveal()).toBe(box.telegram.botToken.reveal());
  });

  test("with another profile have its models, but one chosen by hand stays", () => {
    const box = buildSettings({ overriddenModels: ["fallback"] });
    const { settings } = resolveAdopted(ask({ PROFILE: "economy" }), box, profiles);
    expect(settings?.models.chat).toBe(profiles.economy.chat[0]);
    expect(settings?.models.fallback).toBe(box.models.fallback);
    expect(settings?.overriddenModels).toEqual(["fallback"]);
    expect(settings?.modelMoves).toEqual([]);
  });

  test("with a model in setup.txt have it, and the others stay where they had moved to", () => {
    const move = { role: "fallback", from: "example/old", at: "2026-01-01T00:00:00Z" } as const;
    const box = buildSettings({ modelMoves: [{ ...move, role: "chat" }, move] });
    const { settings } = resolveAdopted(ask({ CHAT_MODEL: "example/mine" }), box, profiles);
    expect(settings?.models).toEqual({ ...box.models, chat: "example/mine" });
    expect(settings?.modelMoves).toEqual([move]);
  });

  test("another bot gives none", () => {
    const wish = ask({ TELEGRAM_BOT_TOKEN: new Secret("7000000002:other") });
    expect(resolveAdopted(wish, buildSettings(), profiles).settings).toBeNull();
  });
});
