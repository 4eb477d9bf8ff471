import fc from "fast-check";
import { expect, test } from "vitest";
import { SetupError } from "../../../setup/issues/exceptions.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import type { Settings } from "../../../setup/settings/settings.ts";
import { parseSetupEnv, renderSetupEnv } from "../../../setup/settings/setup-env.ts";
import { buildSettings, canaries } from "../../build-settings.ts";

/** Secrets compare by what they hide. */
function reveal(settings: Settings): unknown {
  return JSON.parse(
    JSON.stringify(settings, function (this: Record<string, unknown>, key, value) {
      const own = this[key];
      return own instanceof Secret ? { secret: own.reveal() } : value;
    }),
  );
}

const readBack = (settings: Settings) => parseSetupEnv(renderSetupEnv(settings).reveal());

test.each([
  ["complete", buildSettings()],
  [
    "with nothing optional",
    buildSettings({
      monthlyLimitUsd: null,
      operator: null,
      login: { sshAuthorizedKey: null, passwordHash: null },
    }),
  ],
  [
    "with a fixed network",
    buildSettings({
      network: {
        mode: "static",
        addresses: ["10.0.0.5/24", "fd00::5/64"],
        gateways: ["10.0.0.1"],
        dns: ["9.9.9.9"],
      },
    }),
  ],
  [
    "with a model that was moved twice",
    buildSettings({
      modelMoves: [
        { role: "chat", from: "a/first", at: "2026-11-21T10:04:00.000Z" },
        { role: "chat", from: "a/second:nitro", at: "2026-12-01T00:00:00.000Z" },
      ],
    }),
  ],
  ["with models chosen by hand", buildSettings({ overriddenModels: ["chat", "compaction"] })],
])("settings %s come back as they were", (_, settings) => {
  expect(reveal(readBack(settings))).toEqual(reveal(settings));
});

test.each([
  "it's",
  '"q"',
  "$HOME ${X} `id`",
  "a # b",
  "back\\slash\\",
  "\\n",
  "  spaces  ",
  "100 %27",
  "'",
  "\\'",
  "čšž 🦊",
  "a\nb",
])("the name %j comes back as it was", (assistantName) => {
  expect(readBack(buildSettings({ assistantName })).assistantName).toBe(assistantName);
});

test("any text comes back as it was", () => {
  const text = fc.string({ unit: "binary", minLength: 1 }).filter((value) => value.isWellFormed());
  fc.assert(
    fc.property(text, text, (assistantName, key) => {
      const settings = buildSettings({
        assistantName,
        openRouter: { baseUrl: "http://x", apiKey: new Secret(key) },
      });
      expect(reveal(readBack(settings))).toEqual(reveal(settings));
    }),
  );
});

test("the text prints masked", () => {
  expect(`${renderSetupEnv(buildSettings())}`).not.toContain(canaries.openRouterKey);
});

test.each([
  ["without our first line", (text: string) => text.replace(/^#.*\n/, "")],
  ["with a line missing", (text: string) => text.replace(/^TIMEZONE=.*\n/m, "")],
  ["with a blank that must be filled", (text: string) => text.replace(/^HOSTNAME=.*$/m, "HOSTNAME=''")],
  ["with a line of somebody else", (text: string) => `${text}EXTRA='1'\n`],
  ["that is empty", () => ""],
])("a file %s is refused, without a secret in the message", (_, change) => {
  const text = change(renderSetupEnv(buildSettings()).reveal());
  const thrown = (() => {
    try {
      return parseSetupEnv(text);
    } catch (error) {
      return error;
    }
  })();
  expect(thrown).toBeInstanceOf(SetupError);
  for (const canary of Object.values(canaries)) expect(String(thrown)).not.toContain(canary);
});
