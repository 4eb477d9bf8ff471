import { expect, test } from "vitest";
import { listSecrets, redact } from "../../../firstboot/redact.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { buildSettings, canaries } from "../../build-settings.ts";

test("every secret of the settings is masked, wherever it stands", () => {
  const text = Object.values(canaries)
    .map((canary) => `x=${canary}, "${canary}"`)
    .join("\n");
  const masked = redact(text, listSecrets(buildSettings()));
  for (const canary of Object.values(canaries)) expect(masked).not.toContain(canary);
  expect(masked.split("[secret]")).toHaveLength(2 * Object.keys(canaries).length + 1);
});

test.each([
  ["a key of a model service", "key sk-or-v1-0123456789abcdef0123 refused", "key [secret] refused"],
  [
    "a bot token in an address",
    "/bot7000000001:AAabcdefghijklmnopqrstuvwxyz0123456/getMe",
    "/bot[secret]/getMe",
  ],
  ["a password hash", "hash $6$salt$abcdefghijk./ABC end", "hash [secret] end"],
  ["a header", "Authorization: Bearer abcdef0123456789", "Authorization: [secret]"],
  [
    "a private key, also one that is cut off",
    "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE\n",
    "[secret]",
  ],
])("what looks like a secret is masked though nobody named it: %s", (_, text, expected) => {
  const masked = redact(text, []);
  expect(masked).toBe(expected);
});

test("ordinary text, serial numbers and times stay", () => {
  const text =
    "2026-11-21T10:04:31.000Z create-pool failed 3 cannot create 'zroot': I/O error S6PNNJ0R412345X";
  expect(redact(text, [])).toBe(text);
});

test("a secret that is part of another one leaves nothing of the longer one", () => {
  expect(redact("longer-secret-value", [new Secret("longer"), new Secret("longer-secret-value")])).toBe(
    "[secret]",
  );
});
