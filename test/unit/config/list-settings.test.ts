import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkSetup } from "../../../setup/config/check-setup.ts";
import { parseDocument } from "../../../setup/config/document.ts";
import { listSettings } from "../../../setup/config/list-settings.ts";
import { loadProfiles } from "../../../setup/settings/profiles.ts";
import { buildSetupText } from "../../build-setup-text.ts";
import { ed25519 } from "../../golden/corpus/ssh-keys.ts";

const profiles = loadProfiles(readFileSync(new URL("../../../setup/profiles.toml", import.meta.url), "utf8"));

/** `KEY origin value` of every setting; secrets shown, so that each stands at its own key. */
function list(text: string): string[] {
  const bytes = new TextEncoder().encode(text);
  const { settings } = checkSetup(bytes, { profiles, showSecrets: true });
  if (settings === null) throw new Error("refused");
  return listSettings(parseDocument(bytes), settings).map(
    ({ key, origin, value }) => `${key} ${origin} ${value ?? "-"}`,
  );
}

test("of four lines, every other setting is listed with what stands behind the blank", () => {
  const lines = list(buildSetupText({ ASSISTANT_NAME: null, MONTHLY_LIMIT_USD: null }));
  const models = lines.filter((line) => line.includes("_MODEL "));
  expect(models.map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
    "CHAT_MODEL profile",
    "FALLBACK_MODEL profile",
    "COMPACTION_MODEL profile",
  ]);
  expect(lines.slice(3).filter((line) => !models.includes(line))).toEqual([
    "ASSISTANT_NAME default Clawdie",
    "MONTHLY_LIMIT_USD none -",
    "PROFILE default balanced",
    "OPENROUTER_BASE_URL default https://openrouter.ai/api/v1",
    "TELEGRAM_API_ROOT default https://api.telegram.org",
    "TIMEZONE default UTC",
    "LOCALE default en_US",
    "HOSTNAME derived clawdie",
    "NETWORK_ADDRESS none -",
    "NETWORK_GATEWAY none -",
    "NETWORK_DNS none -",
    "OPERATOR_EMAIL none -",
    "OPERATOR_PASSWORD none -",
    "SSH_AUTHORIZED_KEY none -",
    "CLAWDIE_USER_PASSWORD none -",
    "INSTALL_DISK default -",
    "ERASE_DISK none -",
    "INSTALL_MODE default -",
    "ALLOW_IDENTITY_CHANGE default -",
  ]);
});

test("what was written is listed as it is used, each value at its own key", () => {
  const written = {
    OPENROUTER_API_KEY: "sk-1",
    TELEGRAM_BOT_TOKEN: "7000000001:AACanaryTelegramTokenForTestsOnly00",
    TELEGRAM_ADMIN_ID: "424242424",
    ASSISTANT_NAME: "Ana",
    MONTHLY_LIMIT_USD: "20",
    PROFILE: "quality",
    CHAT_MODEL: "a/a",
    FALLBACK_MODEL: "b/b",
    COMPACTION_MODEL: "c/c",
    OPENROUTER_BASE_URL: "https://models.example.org/v1",
    TELEGRAM_API_ROOT: "http://10.0.0.2:8081",
    TIMEZONE: "Europe/Ljubljana",
    LOCALE: "sl_SI",
    HOSTNAME: "kitchen",
    NETWORK_ADDRESS: "192.168.1.20/24, 2001:db8::5/64",
    NETWORK_GATEWAY: "192.168.1.1, fe80::1",
    NETWORK_DNS: "9.9.9.9, 2001:db8::53",
    OPERATOR_EMAIL: "ana@example.org",
    OPERATOR_PASSWORD: "canary words for the page",
    SSH_AUTHORIZED_KEY: ed25519,
    CLAWDIE_USER_PASSWORD: "canary words for the console",
    INSTALL_DISK: "S4EWNX0R123456",
    ERASE_DISK: "K7QX-2M9W",
    INSTALL_MODE: "fresh",
    ALLOW_IDENTITY_CHANGE: "yes",
  };
  expect(list(buildSetupText(written))).toEqual(
    Object.entries(written).map(([key, value]) => `${key} file ${value}`),
  );
});

test("of a refused file nothing is listed", () => {
  const bytes = new TextEncoder().encode(buildSetupText());
  const { settings } = checkSetup(bytes, { profiles });
  const refused = parseDocument(new TextEncoder().encode(buildSetupText({ TELEGRAM_ADMIN_ID: "x" })));
  if (settings === null) throw new Error("the good file was refused");
  expect(listSettings(refused, settings)).toEqual([]);
});
