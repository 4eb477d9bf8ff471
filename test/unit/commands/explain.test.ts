import { expect, test } from "vitest";
import { runExplain } from "../../../setup/commands/explain.ts";
import { keyMeta, setupKeys } from "../../../setup/config/schema.ts";
import { collectOutput } from "./collect-output.ts";

async function explain(...args: string[]) {
  const { said, io } = collectOutput();
  return { exitCode: await runExplain(args, io), ...said };
}

test("without a key all are listed, each with what people call it", async () => {
  const { exitCode, stdout } = await explain();
  expect(exitCode).toBe(0);
  for (const key of setupKeys) expect(stdout).toMatch(new RegExp(`^ {2}${key} +${keyMeta(key).label}$`, "m"));
});

test.each(setupKeys)("%s is explained in lines of 80 characters", async (key) => {
  const { exitCode, stdout } = await explain(key);
  expect(exitCode).toBe(0);
  expect(stdout).toContain(keyMeta(key).label);
  const long = stdout.split("\n").filter((line) => line.length > 80 && !line.startsWith("  Example"));
  expect(long).toEqual([]);
});

test("any spelling that is understood in the file is understood here", async () => {
  expect((await explain("telegram-bot-token")).stdout).toContain(
    "TELEGRAM_BOT_TOKEN: Bot token (required, secret",
  );
});

test("a slip of the finger is answered with the key that was meant, anything else with the way to the list", async () => {
  expect(await explain("TIMEZON")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("mean TIMEZONE?"),
  });
  expect((await explain("sk-or-v1-0000")).stderr).toBe(
    "clawdie: setup.txt has no such key. clawdie explain lists all keys.\n",
  );
});

test("JSON holds what is declared about a key", async () => {
  const { stdout } = await explain("PROFILE", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ key: "PROFILE", kind: "choice", choices: ["balanced", "economy", "quality"] },
    ...{ tier: "prefilled", secret: false, since: "0.1", prefill: "balanced" },
  });
  expect(JSON.parse((await explain("--json")).stdout)).toHaveLength(setupKeys.length);
});

test("too many words are a usage error, --help is not", async () => {
  expect((await explain("A", "B")).exitCode).toBe(64);
  expect((await explain("--wrong")).exitCode).toBe(64);
  expect(await explain("--help")).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("Usage:") });
});
