import { expect, test } from "vitest";
import { Secret } from "../../../setup/issues/secret.ts";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import { buildRuntimeConfig } from "../../../setup/runtime/build-runtime-config.ts";
import { buildRuntimeSecrets } from "../../../setup/runtime/build-runtime-secrets.ts";
import type { Settings } from "../../../setup/settings/settings.ts";
import { buildSettings, canaries } from "../../build-settings.ts";

/** Loose on purpose: the runtime's own check knows the shape, see the round trip. */
// biome-ignore lint/suspicious/noExplicitAny: a tree of another program
type Tree = any;

function build(overrides: Partial<Settings> = {}): Tree {
  return buildRuntimeConfig(buildSettings(overrides), boxLayout);
}

test("no secret is in the configuration", () => {
  const text = JSON.stringify(build());
  for (const secret of Object.values(canaries)) expect(text).not.toContain(secret);
  expect(text).not.toContain("[secret");
});

test("only the owner may talk to it", () => {
  const { channels, commands } = build();
  expect(channels.telegram).toMatchObject({
    dmPolicy: "allowlist",
    allowFrom: [424242424],
    groupPolicy: "disabled",
    tokenFile: "/etc/clawdie/runtime/telegram.token",
  });
  expect(commands.ownerAllowFrom).toEqual(["telegram:424242424"]);
});

test("the public Telegram is left to the runtime, another one is named", () => {
  expect(build().channels.telegram).not.toHaveProperty("apiRoot");
  const own = { ...buildSettings().telegram, apiRoot: "https://telegram.example" };
  expect(build({ telegram: own }).channels.telegram.apiRoot).toBe("https://telegram.example");
});

test("the gateway is reached over loopback with a token and shows nothing else", () => {
  expect(build().gateway).toMatchObject({
    bind: "loopback",
    port: 18789,
    auth: { mode: "token", token: { source: "file", provider: "box", id: "/gateway/token" } },
    controlUi: { enabled: false },
    terminal: { enabled: false },
  });
});

test("chat, fallback and compaction model are set together", () => {
  const { agents, models } = build();
  expect(agents.defaults.model).toEqual({
    primary: "openrouter/example/chat-model",
    fallbacks: ["openrouter/example/fallback-model"],
  });
  expect(agents.defaults.compaction.model).toBe("openrouter/example/compaction-model");
  expect(models.providers.openrouter.models).toHaveLength(3);
});

test("one model for everything is listed once and has no fallback", () => {
  const one = { chat: "example/one", fallback: "example/one", compaction: "example/one" };
  const { agents, models } = build({ models: one });
  expect(agents.defaults.model.fallbacks).toEqual([]);
  expect(models.providers.openrouter.models).toHaveLength(1);
});

test("with a monthly limit every call goes through the guard of the box, without one straight to the service", () => {
  const address = (monthlyLimitUsd: number | null) =>
    build({ monthlyLimitUsd }).models.providers.openrouter.baseUrl;
  expect(address(20)).toBe("http://127.0.0.1:18781/api/v1");
  expect(address(null)).toBe("https://openrouter.ai/api/v1");
});

test("OpenRouter is told the fallback with each call; another endpoint is not", () => {
  expect(build().agents.defaults.models).toEqual({
    "openrouter/example/chat-model": {
      params: { extraBody: { models: ["example/chat-model", "example/fallback-model"] } },
    },
  });
  const openRouter = { baseUrl: "http://127.0.0.1:11434/v1", apiKey: new Secret("none") };
  expect(build({ openRouter }).agents.defaults).not.toHaveProperty("models");
});

test("what costs money or reaches out by itself is off", () => {
  const { cron, agents, plugins, telemetry, update, discovery, models, skills } = build();
  expect({ cron, telemetry, update, discovery }).toEqual({
    cron: { enabled: false },
    telemetry: { enabled: false },
    update: { checkOnStart: false, auto: { enabled: false } },
    discovery: { mdns: { mode: "off" } },
  });
  expect(agents.defaults.heartbeat).toEqual({ every: "0m" });
  expect(plugins).toEqual({ allow: ["telegram"], slots: { memory: "none" } });
  expect(models.catalogRefresh).toEqual({ enabled: false });
  expect(skills.allowBundled).toEqual(["none"]);
});

test("the secrets file holds what the configuration names", () => {
  const secrets = buildRuntimeSecrets(buildSettings(), new Secret("gateway-token"));
  expect(JSON.parse(secrets.reveal())).toEqual({
    openrouter: { apiKey: canaries.openRouterKey },
    gateway: { token: "gateway-token" },
  });
  expect(`${secrets}`).not.toContain("gateway-token");
});
