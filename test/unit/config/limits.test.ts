import { expect, test } from "vitest";
import { keyMeta, SetupSchema, setupKeys } from "../../../setup/config/schema.ts";
import { buildSetupText } from "../../build-setup-text.ts";
import { checkText, listCodes } from "./check-text.ts";

test("K39 of many problems 20 are shown, errors first, and the rest is counted", () => {
  const text = `${"COFFEE=x\n".repeat(30)}${"no sign\n".repeat(25)}${buildSetupText()}`;
  const result = checkText(text);
  expect(result.decision).toBe("reject");
  expect(result.issues).toHaveLength(21);
  expect(listCodes(result).slice(0, 20)).toEqual(Array(20).fill("syntax.no-equals"));
  expect(result.issues.at(-1)).toMatchObject({ code: "file.more-issues", severity: "error" });
  expect(result.issues.at(-1)?.message).toContain("35 more (5 errors, 30 warnings)");
});

test("K40 a file of 100000 keys is refused as a whole", () => {
  expect(listCodes(checkText("KEY=value\n".repeat(100_000)))).toEqual(["file.too-large"]);
});

test("issues carry the line and column of the value", () => {
  const [issue] = checkText(`# čš\n  TIMEZONE = Ljubljana\n${buildSetupText()}`).issues;
  expect(issue).toMatchObject({ key: "TIMEZONE", line: 2, column: 14 });
});

test("the example of every key is accepted by its shape", () => {
  for (const key of setupKeys)
    expect(SetupSchema.shape[key].safeParse(keyMeta(key).example).success, key).toBe(true);
});

test("secrets are masked unless they are asked for", () => {
  const text = buildSetupText({
    OPERATOR_EMAIL: "a@example.org",
    OPERATOR_PASSWORD: "canary-phrase-for-this",
  });
  expect(JSON.stringify(checkText(text))).not.toContain("canary");
  expect(checkText(text, true).settings?.operator?.password).toBe("canary-phrase-for-this");
});

test("line numbers hold in a damaged file with CRLF", () => {
  const text = `# caf\u00e9\r\n\r\n${buildSetupText({ TIMEZONE: "Ljubljana" }).replaceAll("\n", "\r\n")}`;
  const { issues, source } = checkText(new Uint8Array(Buffer.from(text, "latin1")));
  expect(issues.map(({ code, line }) => `${code} ${line}`)).toEqual([
    "encoding.comment-bytes 1",
    "timezone.unknown 8",
  ]);
  expect(source.lineEnding).toBe("crlf");
});
