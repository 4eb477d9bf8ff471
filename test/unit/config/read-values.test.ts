import { expect, test } from "vitest";
import { buildSetupText } from "../../build-setup-text.ts";
import { checkText, listCodes } from "./check-text.ts";

test("a limit is accepted without a word at OpenRouter, elsewhere with what it depends on", () => {
  expect(checkText(buildSetupText()).issues).toEqual([]);
  const own = { OPENROUTER_BASE_URL: "http://192.168.1.5:8080/v1", CHAT_MODEL: "a/b", FALLBACK_MODEL: "a/b" };
  const warned = (changes: object) =>
    checkText(buildSetupText({ ...own, COMPACTION_MODEL: "a/b", ...changes })).issues;
  expect(warned({})).toMatchObject([{ code: "limit.own-endpoint", key: "MONTHLY_LIMIT_USD", line: 5 }]);
  expect(warned({ OPENROUTER_BASE_URL: "https://openrouter.ai/api/v1" })).toEqual([]);
  expect(checkText(buildSetupText({ MONTHLY_LIMIT_USD: "0" })).issues.map(({ code }) => code)).toEqual([
    "limit.zero",
  ]);
});

test("without a limit, the warning says where one can be set", () => {
  const [issue] = checkText(buildSetupText({ MONTHLY_LIMIT_USD: "" })).issues;
  expect(issue).toMatchObject({ code: "limit.none", key: "MONTHLY_LIMIT_USD", line: 5 });
  expect(checkText(buildSetupText({ MONTHLY_LIMIT_USD: null })).issues[0]).toMatchObject({
    code: "limit.none",
    line: null,
  });
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
