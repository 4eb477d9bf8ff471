import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCheck } from "../../../setup/commands/check.ts";
import { canaries } from "../../build-settings.ts";
import { buildSetupText } from "../../build-setup-text.ts";
import { collectOutput } from "./collect-output.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "clawdie-check-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function check(...argv: string[]) {
  const { said, io } = collectOutput();
  return { exitCode: await runCheck(argv, io), ...said };
}

function save(text: string): string {
  const path = join(folder, "setup.txt");
  writeFileSync(path, text);
  return path;
}

test("a good file is accepted with 0, as a file and as a folder", async () => {
  const path = save(buildSetupText());
  expect((await check(path)).exitCode).toBe(0);
  expect((await check(folder)).exitCode).toBe(0);
});

test("a file that is not there is called so", async () => {
  const { exitCode, stdout } = await check(join(folder, "nope.txt"), "--json");
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout).issues).toMatchObject([
    { code: "file.absent", message: "There is no file nope.txt." },
  ]);
});

test("warnings are accepted with 0, errors end with 2", async () => {
  const warned = JSON.parse(
    (await check(save(buildSetupText({ MONTHLY_LIMIT_USD: null })), "--json")).stdout,
  );
  expect(warned.decision).toBe("accept-with-warnings");
  const refused = await check(save(buildSetupText({ TELEGRAM_ADMIN_ID: null })), "--json");
  expect(refused.exitCode).toBe(2);
  expect(JSON.parse(refused.stdout)).toMatchObject({ schema: 1, decision: "reject", settings: null });
});

test("JSON names the source and every field of an issue", async () => {
  const { stdout } = await check(
    save(buildSetupText({ TIMEZONE: "Ljubljana" }).replaceAll("\n", "\r\n")),
    "--json",
  );
  const result = JSON.parse(stdout);
  expect(result.source).toEqual({ file: "setup.txt", encoding: "utf-8", lineEnding: "crlf" });
  expect(Object.keys(result.issues[0])).toEqual([
    "code",
    "severity",
    "key",
    "line",
    "column",
    "message",
    "hint",
    "words",
  ]);
});

test("secrets are shown only on request", async () => {
  const path = save(buildSetupText());
  expect((await check(path)).stdout).not.toContain(canaries.openRouterKey);
  expect((await check(path, "--json", "--show-secrets")).stdout).toContain(canaries.openRouterKey);
});

test("lines for people end at column 80 and carry no control bytes", async () => {
  const { stdout } = await check(
    save(`TIMEZONE=Ljubljana\nBAD\u001b=x\n${buildSetupText({ OPERATOR_EMAIL: "a@b.example" })}`),
  );
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  expect(stdout).not.toContain("\u001b");
});

test.each([[[]], [["a", "b"]], [["--nonsense", "a"]]])("wrong arguments %j end with 64", async (argv) => {
  const { exitCode, stderr } = await check(...argv);
  expect(exitCode).toBe(64);
  expect(stderr).toContain("Usage: clawdie check");
});

test("each setting says where it comes from, in words and in JSON", async () => {
  const path = save(buildSetupText({ TIMEZONE: "Europe/Ljubljana", CHAT_MODEL: "own/model" }));
  const { stdout } = await check(path);
  expect(stdout).toContain("Time zone      Europe/Ljubljana\n");
  expect(stdout).toContain("Locale         en_US (default)\n");
  expect(stdout).toContain("Host name      clawdie (from the name)\n");
  expect(stdout).toContain("Chat model     own/model\n");
  expect(stdout).toMatch(/Fallback +\S+ \(from the profile\)\n/);
  expect(JSON.parse((await check(path, "--json")).stdout).origins).toMatchObject({
    TELEGRAM_ADMIN_ID: "file",
    CHAT_MODEL: "file",
    FALLBACK_MODEL: "profile",
    HOSTNAME: "derived",
    LOCALE: "default",
    SSH_AUTHORIZED_KEY: "none",
  });
});

test.each([
  [{}, "the only empty disk (default)"],
  [{ INSTALL_DISK: "S3Z9NB0K123456" }, "S3Z9NB0K123456"],
  [{ ERASE_DISK: "K7QX-2M9W" }, "the one of the code K7QX-2M9W; everything on it is erased"],
  [{ INSTALL_MODE: "adopt" }, "the only installation (default)"],
  [{ INSTALL_MODE: "stop" }, "none: INSTALL_MODE=stop installs nothing"],
])("%j says which disk it will be, and whether it is erased", async (lines, disk) => {
  const { stdout } = await check(save(buildSetupText(lines)));
  expect(stdout).toContain(`    Disk           ${disk}\n`);
});

test("offline, the result says what was not checked; JSON has no online part", async () => {
  const path = save(buildSetupText());
  expect((await check(path)).stdout).toContain("Not checked: whether the key, the bot and the models");
  expect(JSON.parse((await check(path, "--json")).stdout)).not.toHaveProperty("online");
});

test("a rejected file shows its errors counted, each with line and key, and no settings", async () => {
  const path = save(buildSetupText({ TELEGRAM_ADMIN_ID: "@me", TIMEZONE: "Ljubljana" }));
  const { stdout } = await check(path);
  expect(stdout).toMatch(/^setup\.txt: cannot be used yet: correct \d errors?\. Nothing was changed\.\n/);
  expect(stdout).toContain("line 3, column 19, TELEGRAM_ADMIN_ID\n");
  expect(stdout).not.toContain("What the box will be");
});
