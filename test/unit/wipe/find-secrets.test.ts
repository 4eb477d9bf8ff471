import { expect, test } from "vitest";
import { decodeText } from "../../../setup/config/decode-text.ts";
import { cutLines } from "../../../setup/wipe/cut-lines.ts";
import { findSecrets } from "../../../setup/wipe/find-secrets.ts";
import { overwriteSpans } from "../../../setup/wipe/overwrite-spans.ts";
import { canaries } from "../../build-settings.ts";
import { corpus } from "../../golden/corpus/corpus.ts";

const { openRouterKey: key, telegramToken: token } = canaries;
const wipe = (text: string, known: readonly string[] = []) => {
  const bytes = Buffer.from(text);
  return overwriteSpans(bytes, findSecrets(bytes, known)).toString();
};
const wiped = (length: number) => "used-and-wiped-".padEnd(length, "x");

test.each([
  ["a plain line", `OPENROUTER_API_KEY=${key}`, `OPENROUTER_API_KEY=${wiped(key.length)}`],
  [
    "quotes and a comment stay",
    `TELEGRAM_BOT_TOKEN="${token}"   # of my bot`,
    `TELEGRAM_BOT_TOKEN="${wiped(token.length)}"   # of my bot`,
  ],
  ["spelled otherwise", `telegram bot token : ${token} `, `telegram bot token : ${wiped(token.length)} `],
  ["a password just long enough", "OPERATOR_PASSWORD=abcdef ghijk", "OPERATOR_PASSWORD=wiped-xxxxxx"],
  ["a few letters", "OPENROUTER_API_KEY=abc", "OPENROUTER_API_KEY=xxx"],
  ["commented out", `#OPENROUTER_API_KEY=${key}`, `#OPENROUTER_API_KEY=${wiped(key.length)}`],
  ["a misspelled key", "OPERATOR_PASWORD=hunter2hunter2", "OPERATOR_PASWORD=wiped-xxxxxxxx"],
  ["words before the key", "set OPERATOR_PASSWORD=hunter2hunter2", "set OPERATOR_PASSWORD=wiped-xxxxxxxx"],
  ["a value no reader takes", 'OPERATOR_PASSWORD="half of it', "OPERATOR_PASSWORD=wiped-xxxxx"],
  ["letters of several bytes", "OPERATOR_PASSWORD=čšžčšž", "OPERATOR_PASSWORD=wiped-xxxxxx"],
  ["what was wiped", `OPENROUTER_API_KEY=${wiped(73)}`, `OPENROUTER_API_KEY=${wiped(73)}`],
  ["a blank", "OPERATOR_PASSWORD=   # none", "OPERATOR_PASSWORD=   # none"],
  [
    "settings that are no secret",
    "ASSISTANT_NAME=Ana\nTELEGRAM_ADMIN_ID=42",
    "ASSISTANT_NAME=Ana\nTELEGRAM_ADMIN_ID=42",
  ],
  ["somebody else's file", `my other bot ${token}`, `my other bot ${token}`],
])("%s", (_, text, wanted) => {
  expect(wipe(text)).toBe(wanted);
});

test("the same value, and another secret, anywhere else in the file", () => {
  const old = "sk-or-v1-0a1b2c3d4e5f60718293a4b5c6d7e8f9";
  const text = `# was ${old}\r\nOPERATOR_PASSWORD=hunter2hunter2\r\n# it is hunter2hunter2!\r\n`;
  const wanted = `# was ${wiped(old.length)}\r\nOPERATOR_PASSWORD=wiped-xxxxxxxx\r\n# it is wiped-xxxxxxxx!\r\n`;
  expect(wipe(text)).toBe(wanted);
  expect(wipe(wanted)).toBe(wanted);
});

test("samples of our own texts stay", () => {
  const text = `OPENROUTER_API_KEY=${key}\n# like sk-or-v1-${"x".repeat(40)}, 1234567890:AAExampleExampleExampleExampleExamp\n`;
  expect(wipe(text)).toBe(text.replace(key, wiped(key.length)));
});

test("a known secret is found in bytes that are no text, in every way of writing it", () => {
  const known = "Žabica-1234";
  const parts = [Buffer.from(known), Buffer.from(known, "utf16le"), Buffer.from(known, "utf16le").swap16()];
  const bytes = Buffer.concat(parts.flatMap((part) => [Buffer.from([0xff, 0, 0x80]), part]));
  const result = overwriteSpans(bytes, findSecrets(bytes, [known]));
  expect(result).toHaveLength(bytes.length);
  for (const part of parts) expect(result.includes(part)).toBe(false);
  expect(findSecrets(Buffer.from("caf\xe9-au-lait", "latin1"), ["café-au-lait"])).toHaveLength(1);
});

test("an editor's own file: settings between bytes that are no text", () => {
  const bytes = Buffer.from(
    `b0VIM 9.1\0\0\x80\xffOPERATOR_PASSWORD=hunter2hunter2\0ASSISTANT_NAME=Ana\0`,
    "latin1",
  );
  const result = overwriteSpans(bytes, findSecrets(bytes, []));
  expect(result.toString("latin1")).toBe(
    bytes.toString("latin1").replace("hunter2hunter2", "wiped-xxxxxxxx"),
  );
});

test("the lines are those the reader sees; one with broken bytes has a letter for each byte", () => {
  for (const { content } of Object.values(corpus).flat()) {
    const { lines, encoding } = decodeText(content);
    if (encoding === "utf-32" || (content.includes(0) && !encoding.startsWith("utf-16"))) continue;
    const cut = cutLines(content);
    expect(cut).toHaveLength(lines.length);
    const intact = lines.filter(({ damaged }) => !damaged);
    expect(intact.map(({ number }) => cut[number - 1]?.text)).toEqual(intact.map(({ text }) => text));
  }
});
