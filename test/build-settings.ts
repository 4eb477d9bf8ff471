import { Secret } from "../setup/issues/secret.ts";
import type { Settings } from "../setup/settings/settings.ts";

/** Every secret in `buildSettings()` is one of these: unique texts to search logs, reports and plans for. */
export const canaries = {
  openRouterKey: `sk-or-v1-${"c0ffee00".repeat(8)}`,
  telegramToken: "7000000001:AACanaryTelegramTokenForTestsOnly00",
  operatorPasswordHash: `${"ca".repeat(16)}:${"5c".repeat(64)}`,
  loginPasswordHash:
    "$6$canarySalt000000$EHNUnLzWSMwa.TTFxa9bUiVaaOO1RgDp1m8aKlO8oKrm2J.FhPyAPIrg7S4CEAoexBVq.4W5EnTJQ2bOjR8uu1",
} as const;

/** Complete settings with canary secrets; pass what the test is about. */
export function buildSettings(overrides: Partial<Settings> = {}): Settings {
  return {
    schema: 1,
    assistantName: "Clawdie",
    hostname: "clawdie",
    timezone: "Europe/Ljubljana",
    locale: "en_US",
    profile: "balanced",
    models: {
      chat: "example/chat-model",
      fallback: "example/fallback-model",
      compaction: "example/compaction-model",
    },
    overriddenModels: [],
    modelMoves: [],
    openRouter: { baseUrl: "https://openrouter.ai/api/v1", apiKey: new Secret(canaries.openRouterKey) },
    telegram: {
      apiRoot: "https://api.telegram.org",
      botToken: new Secret(canaries.telegramToken),
      adminId: "424242424",
    },
    monthlyLimitUsd: 20,
    operator: { email: "operator@example.com", passwordHash: new Secret(canaries.operatorPasswordHash) },
    login: {
      sshAuthorizedKey:
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f test@example",
      passwordHash: new Secret(canaries.loginPasswordHash),
    },
    network: { mode: "automatic" },
    ...overrides,
  };
}
