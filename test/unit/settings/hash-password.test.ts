import { execFileSync } from "node:child_process";
import { scryptSync } from "node:crypto";
import { expect, test } from "vitest";
import { parseDocument } from "../../../setup/config/document.ts";
import { validateConfig } from "../../../setup/config/validate.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import {
  hashDashboardPassword,
  hashLoginPassword,
  hashPasswords,
} from "../../../setup/settings/hash-password.ts";
import { canaries } from "../../build-settings.ts";
import { buildSetupText } from "../../build-setup-text.ts";

const host = createLinuxHost();

function crypt(password: string, hash: string): string {
  const salt = hash.split("$")[2] ?? "";
  return execFileSync("openssl", ["passwd", "-6", "-salt", salt, "-stdin"], {
    input: password,
    encoding: "utf8",
  }).trim();
}

test.each(["A$T@Crlp[}l@", 'it\'s "a" \\ ` ! % <>', "geslo-čšž-daljše", " spaces at both ends "])(
  "the login hash of %j is the crypt(3) hash of exactly that",
  async (password) => {
    const hash = (await hashLoginPassword(host, new Secret(password))).reveal();
    expect(hash).toBe(crypt(password, hash));
  },
);

test("separate accents are joined before hashing", async () => {
  const hash = (await hashLoginPassword(host, new Secret("cafe\u0301-password"))).reveal();
  expect(hash).toBe(crypt("caf\u00e9-password", hash));
});

test("the dashboard hash is salt and scrypt key in the form of Better Auth", async () => {
  const [salt = "", key] = (await hashDashboardPassword(new Secret("ﬁne password"))).reveal().split(":");
  const options = { N: 16384, r: 16, p: 1, maxmem: 2 ** 27 };
  expect(salt).toMatch(/^[0-9a-f]{32}$/);
  expect(key).toBe(scryptSync("fine password", salt, 64, options).toString("hex"));
});

test("plain passwords of a config are hashed and hashes stay", async () => {
  const hashed = async (login: string) => {
    const text = buildSetupText({
      OPERATOR_EMAIL: "a@example.org",
      OPERATOR_PASSWORD: "dashboard-canary-1",
      CLAWDIE_USER_PASSWORD: login,
    });
    const { config } = validateConfig(parseDocument(new TextEncoder().encode(text)));
    if (config === null) throw new Error("the text of this test is not accepted");
    return hashPasswords(config, host);
  };
  const config = await hashed("login-canary-phrase");
  expect(config.CLAWDIE_USER_PASSWORD?.reveal()).toMatch(/^\$6\$/);
  expect(config.OPERATOR_PASSWORD?.reveal()).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
  expect((await hashed(canaries.loginPasswordHash)).CLAWDIE_USER_PASSWORD?.reveal()).toBe(
    canaries.loginPasswordHash,
  );
});
