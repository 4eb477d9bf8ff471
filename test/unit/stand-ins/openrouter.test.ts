import { expect, onTestFinished, test } from "vitest";
import { type OpenRouterOptions, startOpenRouter } from "../../stand-ins/openrouter/start-openrouter.ts";

const apiKey = `sk-or-v1-${"5a".repeat(32)}`;
const chatModel = "example/chat-model";
const fallbackModel = "example/fallback-model";

async function startService(options: Partial<OpenRouterOptions> = {}) {
  const service = await startOpenRouter({ apiKey, models: [chatModel, fallbackModel], ...options });
  onTestFinished(() => service.close());
  const request = (path: string, body?: unknown, key: string | null = apiKey) =>
    fetch(`${service.baseUrl}/${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: key === null ? {} : { authorization: `Bearer ${key}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const chat = (changes: Record<string, unknown> = {}, key: string | null = apiKey) =>
    request("chat/completions", { model: chatModel, messages: [user("say nonce-1a2b")], ...changes }, key);
  return { service, request, chat };
}

function user(content: unknown) {
  return { role: "user", content };
}

test("the list names the offered models to anybody", async () => {
  const { service, request } = await startService();
  const list = async () =>
    (await (await request("models", undefined, null)).json()) as { data: { id: string }[] };
  expect((await list()).data.map((model) => model.id)).toEqual([chatModel, fallbackModel]);
  service.setModels([fallbackModel]);
  expect((await list()).data.map((model) => model.id)).toEqual([fallbackModel]);
});

test("the key tells its limit and what is left, and what was used rises with each answer", async () => {
  const { request, chat, service } = await startService({
    credit: { limit: 20, usage: 7.5, isFreeTier: false },
  });
  expect(await (await request("key")).json()).toMatchObject({
    data: { label: "sk-or-v1-5a5...a5a", limit: 20, limit_remaining: 12.5, usage: 7.5, is_free_tier: false },
  });
  await chat();
  expect(service.readCredit().usage).toBeGreaterThan(7.5);
});

test.each([
  [null, "No auth credentials found"],
  ["sk-or-v1-wrong", "User not found."],
])("key %s is refused everywhere", async (key, message) => {
  const { request, chat, service } = await startService();
  for (const response of [await chat({}, key), await request("key", undefined, key)]) {
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ error: { code: 401, message } });
  }
  expect(service.requests.map((entry) => entry.authorized)).toEqual([false, false]);
});

test("a plain answer repeats the nonce and accounts for it", async () => {
  const { chat } = await startService();
  expect(await (await chat()).json()).toMatchObject({
    object: "chat.completion",
    model: chatModel,
    choices: [
      {
        message: { role: "assistant", content: expect.stringContaining("nonce-1a2b") },
        finish_reason: "stop",
      },
    ],
    usage: { total_tokens: expect.any(Number) },
  });
});

test("a streamed answer comes in chunks, then usage, then DONE", async () => {
  const { chat } = await startService();
  const events = readEvents(await (await chat({ stream: true })).text());
  expect(events.at(-1)).toBe("[DONE]");
  const chunks = events.slice(0, -1).map((event) => JSON.parse(event));
  const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("");
  expect(text).toContain("nonce-1a2b");
  expect(chunks.length).toBeGreaterThan(3);
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: expect.any(Number) } });
});

test("the nonce is taken from the person's words, not from the runtime's own block below", async () => {
  const { chat } = await startService();
  const messages = [
    user("nonce-old"),
    user([{ type: "text", text: "please: nonce-7f" }]),
    user("<<<BEGIN_OPENCLAW_INTERNAL_CONTEXT>>> nonce-internal"),
  ];
  const answer = (await (await chat({ messages })).json()) as { choices: { message: { content: string } }[] };
  expect(answer.choices[0]?.message.content).toBe("This is a stand-in answer. nonce-7f");
});

test("a model that is not offered is 404, and the next of `models` is tried", async () => {
  const { chat } = await startService();
  const refused = await chat({ model: "example/retired" });
  expect(refused.status).toBe(404);
  expect(await refused.json()).toMatchObject({
    error: { message: "No endpoints found for example/retired." },
  });
  const routed = await chat({ model: "example/retired", models: ["example/retired", fallbackModel] });
  expect(await routed.json()).toMatchObject({ model: fallbackModel });
});

test.each([
  [{ kind: "key-refused" }, 401, null],
  [{ kind: "no-credit" }, 402, null],
  [{ kind: "rate-limited", retryAfterSeconds: 9 }, 429, "9"],
  [{ kind: "rate-limited" }, 429, null],
  [{ kind: "server-error", status: 502 }, 502, null],
] as const)("fault %o is answered with %i", async (fault, status, retryAfter) => {
  const { service, chat } = await startService();
  service.setFault(fault);
  const response = await chat();
  expect(response.status).toBe(status);
  expect(response.headers.get("retry-after")).toBe(retryAfter);
  expect(await response.json()).toMatchObject({ error: { code: status, message: expect.any(String) } });
});

test("a fault of one model leaves the other, the list and the key alone", async () => {
  const { service, chat, request } = await startService();
  service.setFault({ kind: "server-error", models: [chatModel] });
  expect((await chat()).status).toBe(503);
  expect((await chat({ model: fallbackModel })).status).toBe(200);
  expect((await request("models")).status).toBe(200);
  expect((await request("key")).status).toBe(200);
});

test("spent credit refuses chats with 402 while the key still tells that nothing is left", async () => {
  const { chat, request } = await startService({ credit: { limit: 5, usage: 5, isFreeTier: false } });
  expect((await chat()).status).toBe(402);
  expect(await (await request("key")).json()).toMatchObject({ data: { limit_remaining: 0 } });
});

test("a cut stream breaks off after its first chunks", async () => {
  const { service, chat } = await startService();
  service.setFault({ kind: "cut" });
  const response = await chat({ stream: true });
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
});

test("a slow answer is whole, a silent one never comes", async () => {
  const { service, chat } = await startService();
  service.setFault({ kind: "slow", delaySeconds: 0.05 });
  expect((await chat({ stream: true })).status).toBe(200);
  service.setFault({ kind: "silent" });
  const body = JSON.stringify({ model: chatModel, messages: [user("hello")] });
  const silent = fetch(`${service.baseUrl}/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}` },
    body,
    signal: AbortSignal.timeout(200),
  });
  await expect(silent).rejects.toThrow(/timeout/i);
});

function readEvents(stream: string): string[] {
  return stream.split("\n").flatMap((line) => (line.startsWith("data: ") ? [line.slice(6)] : []));
}
