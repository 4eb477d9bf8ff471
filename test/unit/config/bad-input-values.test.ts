import { expect, test } from "vitest";
import { buildSetupText } from "../../build-setup-text.ts";
import { checkText, listCodes } from "./check-text.ts";

const hex = "c0ffee00".repeat(8);
const token = "7000000001:AACanaryTelegramTokenForTestsOnly00";
const ed25519 = "AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

/** An ssh-rsa line whose modulus has this many bits. */
function rsaKey(bits: number): string {
  const field = (bytes: Buffer) =>
    Buffer.concat([Buffer.from([0, 0, bytes.length >> 8, bytes.length & 255]), bytes]);
  const modulus = Buffer.concat([Buffer.from([0]), Buffer.alloc(bits / 8, 0xa5)]);
  const blob = Buffer.concat([field(Buffer.from("ssh-rsa")), field(Buffer.from([1, 0, 1])), field(modulus)]);
  return `ssh-rsa ${blob.toString("base64")} me`;
}

type Row = readonly [name: string, key: string, value: string, codes: readonly string[]];

const rows: readonly Row[] = [
  ["O02", "OPENROUTER_API_KEY", `sk-or-v1-${hex}00`, ["openrouter-key.length"]],
  ["O03 OpenAI", "OPENROUTER_API_KEY", `sk-proj-${hex}`, ["openrouter-key.other-vendor"]],
  ["O03 Anthropic", "OPENROUTER_API_KEY", `sk-ant-${hex}`, ["openrouter-key.other-vendor"]],
  [
    "O03 Google",
    "OPENROUTER_API_KEY",
    "AIzaSyA0000000000000000000000000000000",
    ["openrouter-key.other-vendor"],
  ],
  ["O04", "OPENROUTER_API_KEY", `Bearer sk-or-v1-${hex}`, ["openrouter-key.bearer"]],
  ["T06 token as key", "OPENROUTER_API_KEY", token, ["value.secret-elsewhere"]],
  ["T06 key as token", "TELEGRAM_BOT_TOKEN", `sk-or-v1-${hex}`, ["value.secret-elsewhere"]],
  ["secret in a name", "ASSISTANT_NAME", token, ["value.secret-elsewhere"]],
  ["T02 bot prefix", "TELEGRAM_BOT_TOKEN", `bot${token}`, ["telegram-token.extracted"]],
  [
    "T02 URL",
    "TELEGRAM_BOT_TOKEN",
    `https://api.telegram.org/bot${token}/getMe`,
    ["telegram-token.extracted"],
  ],
  ["T05", "TELEGRAM_BOT_TOKEN", "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", ["value.placeholder"]],
  ["token number only", "TELEGRAM_BOT_TOKEN", "110201543", ["telegram-token.number-only"]],
  ["token too short", "TELEGRAM_BOT_TOKEN", token.slice(0, -1), ["value.format"]],
  ["I02 @name", "TELEGRAM_ADMIN_ID", "@jeff", ["telegram-admin.name"]],
  ["I02 link", "TELEGRAM_ADMIN_ID", "t.me/jeff", ["telegram-admin.name"]],
  ["I03", "TELEGRAM_ADMIN_ID", "-100123456789", ["telegram-admin.group"]],
  ["I04", "TELEGRAM_ADMIN_ID", "+386 40 123 456", ["telegram-admin.phone"]],
  ["I05", "TELEGRAM_ADMIN_ID", "123 456 789", ["value.spaces-removed"]],
  ["I06", "TELEGRAM_ADMIN_ID", "7000000001", ["telegram-admin.bot"]],
  ["I07 zero", "TELEGRAM_ADMIN_ID", "0", ["value.format"]],
  ["I07 leading zero", "TELEGRAM_ADMIN_ID", "0123456", ["value.format"]],
  ["I07 beyond 52 bits", "TELEGRAM_ADMIN_ID", "4503599627370497", ["value.format"]],
  ["I08", "TELEGRAM_ADMIN_ID", "123,456", ["telegram-admin.several"]],
  ["P01", "CLAWDIE_USER_PASSWORD", "elevenchars", ["password.short"]],
  ["P02 common", "CLAWDIE_USER_PASSWORD", "password123456", ["password.common"]],
  ["P02 key name", "CLAWDIE_USER_PASSWORD", "clawdie_user_password", ["password.same-as"]],
  ["P03 example of the template", "CLAWDIE_USER_PASSWORD", "four-other-words-there", ["value.placeholder"]],
  ["P05", "CLAWDIE_USER_PASSWORD", "[REDACTED for security]", ["password.redaction"]],
  ["P08 128", "CLAWDIE_USER_PASSWORD", "Ab1-".repeat(32).replace("A", "Z"), ["password.plain"]],
  ["P08 129", "CLAWDIE_USER_PASSWORD", `${"Ab1-".repeat(32)}x`, ["password.long"]],
  ["256 bytes in fewer characters", "CLAWDIE_USER_PASSWORD", "čšž9".repeat(37), ["password.long"]],
  ["P09 bcrypt", "CLAWDIE_USER_PASSWORD", "$2b$12$abcdefghijklmnopqrstuv", ["password.hash-form"]],
  ["P09 argon2", "CLAWDIE_USER_PASSWORD", "$argon2id$v=19$m=1", ["password.hash-form"]],
  ["P09 cut-off SHA-512", "CLAWDIE_USER_PASSWORD", "$6$salt$short", ["password.hash-form"]],
  ["SHA-512 hash", "CLAWDIE_USER_PASSWORD", `$6$salt$${"a".repeat(86)}`, []],
  ["yescrypt hash", "CLAWDIE_USER_PASSWORD", `$y$j9T$saltsaltsalt$${"b".repeat(43)}`, []],
  ["P12", "CLAWDIE_USER_PASSWORD", "8412987412987", ["password.digits"]],
  ["E11", "CLAWDIE_USER_PASSWORD", "cafe\u0301-au-lait-daily", ["password.normalized", "password.plain"]],
  ["zero-width in a password", "CLAWDIE_USER_PASSWORD", "cafe\u200b-au-lait-daily", ["value.invisible-kept"]],
  ["K34 password", "CLAWDIE_USER_PASSWORD", "$HOME `id` $(reboot)", ["password.plain"]],
  ["H01", "SSH_AUTHORIZED_KEY", `ssh-ed25519 ${ed25519} me@home`, []],
  ["H01 RSA", "SSH_AUTHORIZED_KEY", rsaKey(3072), []],
  ["H02", "SSH_AUTHORIZED_KEY", "-----BEGIN OPENSSH PRIVATE KEY-----", ["ssh-key.private"]],
  ["H03", "SSH_AUTHORIZED_KEY", "PuTTY-User-Key-File-3: ssh-ed25519", ["ssh-key.putty"]],
  ["H04", "SSH_AUTHORIZED_KEY", "---- BEGIN SSH2 PUBLIC KEY ----", ["ssh-key.rfc4716"]],
  ["H05 no type", "SSH_AUTHORIZED_KEY", ed25519, ["ssh-key.no-type"]],
  ["H05 truncated", "SSH_AUTHORIZED_KEY", `ssh-ed25519 ${ed25519.slice(0, 40)}`, ["ssh-key.damaged"]],
  ["inner type differs", "SSH_AUTHORIZED_KEY", `ssh-rsa ${ed25519}`, ["ssh-key.damaged"]],
  ["H06 DSA", "SSH_AUTHORIZED_KEY", "ssh-dss AAAAB3NzaC1kc3M=", ["ssh-key.weak"]],
  ["H06 RSA 1024", "SSH_AUTHORIZED_KEY", rsaKey(1024), ["ssh-key.weak"]],
  ["H06 RSA 2048", "SSH_AUTHORIZED_KEY", rsaKey(2048), ["ssh-key.aging"]],
  ["H08", "SSH_AUTHORIZED_KEY", `command="ls" ssh-ed25519 ${ed25519}`, ["ssh-key.options"]],
  ["H10", "SSH_AUTHORIZED_KEY", `ssh-ed25519 ${ed25519.replace("C3", "C\u200b3")}`, ["value.invisible-kept"]],
  ["N02", "HOSTNAME", "Kitchen", ["hostname.capitals"]],
  ["N04", "HOSTNAME", "box.example.org", ["hostname.dots"]],
  ["N05 hyphen", "HOSTNAME", "-box", ["value.format"]],
  ["N05 space", "HOSTNAME", "my box", ["value.space-inside"]],
  ["N05 64 characters", "HOSTNAME", "a".repeat(64), ["value.format"]],
  ["N06 digits", "HOSTNAME", "12345", ["hostname.digits"]],
  ["N06 localhost", "HOSTNAME", "localhost", ["hostname.reserved"]],
  ["N07", "HOSTNAME", "škatla", ["value.foreign-character"]],
  ["N08", "HOSTNAME", "a;reboot", ["value.format"]],
  ["U01", "HOSTNAME", "system", ["hostname.reserved"]],
  ["U02", "HOSTNAME", "postgres", ["hostname.reserved"]],
  ["M01 local", "OPERATOR_EMAIL", "root@localhost", ["email.local", "operator.half"]],
  ["M01 mailto", "OPERATOR_EMAIL", "mailto:x@example.org", ["email.form", "operator.half"]],
  ["M01 two @", "OPERATOR_EMAIL", "a@b@example.org", ["email.form", "operator.half"]],
  ["Z02", "TIMEZONE", "europe/LJUBLJANA", ["value.capitals"]],
  ["Z03 CEST", "TIMEZONE", "CEST", ["timezone.offset"]],
  ["Z03 UTC+2", "TIMEZONE", "UTC+2", ["timezone.offset"]],
  ["Z04 city", "TIMEZONE", "Ljubljana", ["timezone.unknown"]],
  ["Z04 New York", "TIMEZONE", "New York", ["timezone.unknown"]],
  ["renamed zone", "TIMEZONE", "Europe/Kiev", ["timezone.renamed"]],
  ["UTC", "TIMEZONE", "UTC", []],
  ["locale with encoding", "LOCALE", "sl-si.UTF-8", ["locale.spelling"]],
  ["locale without data", "LOCALE", "en_SI", ["locale.unknown"]],
  ["locale C", "LOCALE", "C", ["value.format"]],
  ["profile unknown", "PROFILE", "cheap", ["value.choice"]],
  ["profile in capitals", "PROFILE", "Quality", ["value.capitals"]],
  ["free fallback", "FALLBACK_MODEL", "vendor/model:free", ["model.free"]],
  ["free chat model", "CHAT_MODEL", "vendor/model:free", ["model.free-chat"]],
  ["model without vendor", "CHAT_MODEL", "gpt-5.4", ["model.no-vendor"]],
  ["model with prefix", "CHAT_MODEL", "openrouter/openai/gpt-5.4", ["model.prefix"]],
  ["no limit", "MONTHLY_LIMIT_USD", "", ["limit.none"]],
  ["limit with a sign", "MONTHLY_LIMIT_USD", "$20", ["limit.sign"]],
  ["limit with a comma", "MONTHLY_LIMIT_USD", "20,50", ["limit.form"]],
  ["limit of zero", "MONTHLY_LIMIT_USD", "0", ["limit.zero"]],
  ["negative limit", "MONTHLY_LIMIT_USD", "-5", ["limit.form"]],
  ["B02 y e s", "ALLOW_IDENTITY_CHANGE", "y e s", ["value.space-inside"]],
  ["B02 2", "ALLOW_IDENTITY_CHANGE", "2", ["value.choice"]],
  ["D01", "INSTALL_DISK", "/dev/disk/by-id/ata-X_1", []],
  ["D02", "INSTALL_DISK", "/dev/sda", ["install-disk.kernel-name"]],
  ["erase with yes", "ERASE_DISK", "yes", ["erase-disk.not-a-code"]],
  ["not a URL", "TELEGRAM_API_ROOT", "my server", ["value.space-inside"]],
  ["URL with password", "TELEGRAM_API_ROOT", "https://u:p@example.org", ["url.credentials"]],
  ["URL with a query", "TELEGRAM_API_ROOT", "https://example.org/?a=b", ["url.extra"]],
  ["URL without encryption", "TELEGRAM_API_ROOT", "http://example.org", ["url.unencrypted"]],
  ["URL in the own network", "TELEGRAM_API_ROOT", "http://10.0.0.2:8081/", []],
  ["newer format", "SETUP_SCHEMA_VERSION", "2", ["schema.newer"]],
  ["format that is no number", "SETUP_SCHEMA_VERSION", "one", ["value.format"]],
  ["placeholder", "TELEGRAM_ADMIN_ID", "<your number here>", ["value.placeholder"]],
];

test("a limit is accepted with the warning that nothing enforces it, and where a limit is", () => {
  const [issue, ...others] = checkText(buildSetupText()).issues;
  expect(others).toEqual([]);
  expect(issue).toMatchObject({ code: "limit.not-enforced", key: "MONTHLY_LIMIT_USD", line: 5 });
  expect(issue?.hint).toContain("openrouter.ai");
  expect(checkText(buildSetupText({ MONTHLY_LIMIT_USD: "0" })).issues.map(({ code }) => code)).toEqual([
    "limit.zero",
  ]);
});

test.each(rows)("%s (%s)", (_, key, value, codes) => {
  expect(listCodes(checkText(buildSetupText({ [key]: value })))).toEqual(codes);
});

const network = {
  NETWORK_ADDRESS: "192.168.1.20/24",
  NETWORK_GATEWAY: "192.168.1.1",
  NETWORK_DNS: "192.168.1.1, 9.9.9.9",
};

test.each([
  ["all three", {}, []],
  [
    "IPv6 too",
    { NETWORK_ADDRESS: "192.168.1.20/24, 2001:db8::5/64", NETWORK_GATEWAY: "192.168.1.1, fe80::1" },
    [],
  ],
  ["one missing", { NETWORK_DNS: null }, ["network.half"]],
  ["W01 length", { NETWORK_ADDRESS: "10.0.0.5/33" }, ["network.prefix"]],
  ["W01 leading zero", { NETWORK_ADDRESS: "010.0.0.1/24" }, ["network.address-form"]],
  ["W01 gateway outside", { NETWORK_GATEWAY: "192.168.2.1" }, ["network.gateway-outside"]],
  ["gateway is the box", { NETWORK_GATEWAY: "192.168.1.20" }, ["network.gateway-self"]],
  ["no length", { NETWORK_ADDRESS: "192.168.1.20" }, ["network.no-prefix"]],
  ["broadcast", { NETWORK_ADDRESS: "192.168.1.255/24" }, ["network.unusable"]],
  ["W02 semicolon", { NETWORK_DNS: "8.8.8.8;1.1.1.1" }, ["network.separator"]],
  ["W02 commas as dots", { NETWORK_DNS: "8,8,8,8" }, ["network.address-form"]],
] as const)("network: %s", (_, changes, codes) => {
  expect(listCodes(checkText(buildSetupText({ ...network, ...changes })))).toEqual(codes);
});

test("passwords keep every character between their ends", () => {
  for (const password of [
    "A$T@Crlp[}l@",
    "it's a \\ backslash `",
    'say "hello" <twice>!',
    "sec#ret%&long=enough",
    "#starts-with-hash",
  ]) {
    const result = checkText(buildSetupText({ CLAWDIE_USER_PASSWORD: password }), true);
    expect(result.settings?.login.password).toBe(password);
  }
});

test("a self-hosted endpoint takes any key and any model name", () => {
  const text = buildSetupText({
    OPENROUTER_BASE_URL: "http://10.0.0.2:4000/v1",
    OPENROUTER_API_KEY: "sk-1",
    CHAT_MODEL: "llama3.1:8b",
  });
  const result = checkText(text);
  expect(listCodes(result)).toEqual(["model.not-on-endpoint", "model.not-on-endpoint"]);
  expect(result.settings?.models.chat).toBe("llama3.1:8b");
});

test("the city alone leads to the whole name of the zone", () => {
  const { issues } = checkText(buildSetupText({ TIMEZONE: "New York" }));
  const issue = issues.find(({ key }) => key === "TIMEZONE");
  expect(issue?.hint).toBe("Did you mean America/New_York?");
});

test("a pasted private key is one issue and none of its lines is shown", () => {
  const body = "b3BlbnNzaC1rZXktdjEAAAAACANARYKEYBODY=";
  const key = `-----BEGIN OPENSSH PRIVATE KEY-----\n${body}\n${body}\n-----END OPENSSH PRIVATE KEY-----`;
  const result = checkText(buildSetupText({ SSH_AUTHORIZED_KEY: key }));
  expect(listCodes(result)).toEqual(["ssh-key.private"]);
  expect(JSON.stringify(result)).not.toContain("CANARYKEYBODY");
});

test("the host name comes from the assistant's name, or is clawdie when nothing of it can be used", () => {
  expect(checkText(buildSetupText({ ASSISTANT_NAME: "Žiga's Box 2" })).settings?.hostname).toBe(
    "zigas-box-2",
  );
  const result = checkText(buildSetupText({ ASSISTANT_NAME: "🦊" }));
  expect([result.settings?.hostname, ...listCodes(result)]).toEqual(["clawdie", "hostname.derived-default"]);
});
