import { expect, test } from "vitest";
import { Secret } from "../../../setup/issues/secret.ts";
import { askRuntime } from "../../../setup/runtime/ask-runtime.ts";
import { type ScriptedAnswer, startScriptedService } from "../handoff/start-scripted-service.ts";

const token = "gateway-token-canary";

async function askAgainst(answer: ScriptedAnswer) {
  const service = await startScriptedService({ completions: answer });
  const question = {
    gatewayUrl: service.url,
    gatewayToken: new Secret(token),
    message: "hello",
    timeoutSeconds: 5,
  };
  return { service, answer: askRuntime(question) };
}

test("the question goes to the main agent with the token, the answer comes back as text", async () => {
  const body = { choices: [{ message: { role: "assistant", content: "hi there" } }] };
  const { service, answer } = await askAgainst({ body });
  expect(await answer).toBe("hi there");
  const [request] = service.requests;
  expect(request).toMatchObject({ path: "/v1/chat/completions", authorization: `Bearer ${token}` });
  expect(JSON.parse(request?.body ?? "")).toEqual({
    model: "openclaw/default",
    messages: [{ role: "user", content: "hello" }],
  });
});

test("a refusal is told in the runtime's words, without the token", async () => {
  const body = {
    error: { message: "All models failed (2): 402 Insufficient credits", type: "insufficient_quota" },
  };
  const { answer } = await askAgainst({ status: 402, body });
  const error = await answer.catch((reason: Error) => reason);
  expect(String(error)).toMatch(/HTTP 402.*Insufficient credits/);
  expect(String(error)).not.toContain(token);
});

test("a failure is none the less one when an answer comes with it", async () => {
  const body = { choices: [{ message: { role: "assistant", content: "half" } }] };
  const { answer } = await askAgainst({ status: 503, body });
  await expect(answer).rejects.toThrow(/HTTP 503/);
});

test("an answer that is none is no answer", async () => {
  const { answer } = await askAgainst({ body: "<html>" });
  await expect(answer).rejects.toThrow(/could not answer \(HTTP 200\)/);
});

test("nobody there, or nothing in time, rejects", async () => {
  const question = { gatewayToken: new Secret(token), message: "hello" };
  const nobody = askRuntime({ ...question, gatewayUrl: "http://127.0.0.1:1", timeoutSeconds: 5 });
  await expect(nobody).rejects.toThrow("did not answer at all");
  const service = await startScriptedService({ completions: { body: {} } });
  const late = askRuntime({ ...question, gatewayUrl: service.url, timeoutSeconds: 0 });
  await expect(late).rejects.toThrow("did not answer within 0 s");
});
