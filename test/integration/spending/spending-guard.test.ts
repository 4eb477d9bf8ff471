import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { startOpenRouter } from "../../stand-ins/openrouter/start-openrouter.ts";
import { startGuard } from "./start-guard.ts";

const apiKey = "sk-or-v1-spending-canary-0011223344";
const model = "example/chat-model";

async function startService(usageMonthly = 0) {
  const credit = { limit: null, usage: 100 + usageMonthly, usageMonthly, isFreeTier: false };
  const service = await startOpenRouter({ apiKey, models: [model], credit });
  onTestFinished(() => service.close());
  return service;
}

/** A service of the test's own: what it does with each call is its business. */
async function startOwnService(handle: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(handle).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

function ask(baseUrl: string, body: object = {}, signal: AbortSignal | null = null, key = apiKey) {
  const chat = { model, messages: [{ role: "user", content: "please repeat nonce-abc" }], ...body };
  return fetch(`${baseUrl}/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(chat),
    signal,
  });
}

function calls(service: Awaited<ReturnType<typeof startService>>, path: string) {
  return service.requests.filter((request) => request.path === `/api/v1/${path}`).length;
}

test("an answer passes through, plain and streamed, and what it cost is counted on top of the month so far", async () => {
  const service = await startService(3);
  const guard = await startGuard(service.baseUrl, 20);
  const plain = await (await ask(guard.baseUrl)).json();
  expect(plain.choices[0].message.content).toContain("nonce-abc");
  expect((await guard.view()).spentUsd).toBeCloseTo(3 + plain.usage.cost, 9);
  const streamed = await ask(guard.baseUrl, { stream: true });
  expect(streamed.headers.get("content-type")).toBe("text/event-stream");
  expect(await streamed.text()).toMatch(/nonce-abc[\s\S]*"cost"[\s\S]*\[DONE\]/);
  expect((await guard.view()).spentUsd).toBeCloseTo(service.readCredit().usageMonthly ?? 0, 9);
  expect(calls(service, "key")).toBe(1);
  const models = await fetch(`${guard.baseUrl}/models`);
  expect((await models.json()).data).toHaveLength(1);
});

test("at the limit a call is refused as the service would, in words that name the limit, and the service is not asked", async () => {
  const service = await startService(20);
  const guard = await startGuard(service.baseUrl, 20);
  const refused = await ask(guard.baseUrl, { stream: true });
  expect(refused.status).toBe(402);
  const { error } = await refused.json();
  expect(error.code).toBe(402);
  expect(error.message).toMatch(
    /monthly limit of \$20 in setup\.txt is reached; raise MONTHLY_LIMIT_USD or wait until 1 December 2026/,
  );
  expect(calls(service, "chat/completions")).toBe(0);
  expect((await guard.view()).state).toBe("reached");
});

test("a higher limit lets it answer again, and 80 % is seen", async () => {
  const service = await startService(20);
  const guard = await startGuard(service.baseUrl, 20);
  expect((await ask(guard.baseUrl)).status).toBe(402);
  await guard.stop();
  await guard.start(25);
  expect((await ask(guard.baseUrl)).status).toBe(200);
  expect((await guard.view()).state).toBe("near");
});

test("with the new month it answers again, also while it runs", async () => {
  const service = await startService(20);
  const guard = await startGuard(service.baseUrl, 20);
  guard.setClock("2026-11-30T23:59:50Z");
  expect((await ask(guard.baseUrl)).status).toBe(402);
  service.setCredit({ limit: null, usage: 120, usageMonthly: 0, isFreeTier: false });
  guard.setClock("2026-12-01T00:00:05Z");
  expect((await ask(guard.baseUrl)).status).toBe(200);
  expect(await guard.view()).toMatchObject({ month: "2026-12", state: "ok" });
});

test("a clock that is in an earlier month for a while forgets nothing", async () => {
  const service = await startService(20);
  const guard = await startGuard(service.baseUrl, 20);
  expect((await ask(guard.baseUrl)).status).toBe(402);
  for (const time of ["2026-08-01T00:00:00Z", "2026-11-21T10:01:00Z"]) {
    guard.setClock(time);
    expect(await guard.view()).toMatchObject({ month: "2026-11", spentUsd: 20, state: "reached" });
  }
});

test("a service that counts the old month a little longer is asked again after a minute", async () => {
  const service = await startService(20);
  const guard = await startGuard(service.baseUrl, 20);
  guard.setClock("2026-12-01T00:00:05Z");
  expect((await ask(guard.baseUrl)).status).toBe(402);
  service.setCredit({ limit: null, usage: 120, usageMonthly: 0, isFreeTier: false });
  guard.advance(61);
  expect((await ask(guard.baseUrl)).status).toBe(200);
});

test("nothing is forgotten by a restart, while the service's figure still lags behind", async () => {
  const service = await startService(19.9999);
  const guard = await startGuard(service.baseUrl, 20);
  const long = { messages: [{ role: "user", content: "x".repeat(4000) }] };
  expect((await ask(guard.baseUrl, long)).status).toBe(200);
  await guard.stop();
  service.setCredit({ limit: null, usage: 119, usageMonthly: 19, isFreeTier: false });
  await guard.start();
  expect((await ask(guard.baseUrl)).status).toBe(402);
});

test("a damaged ledger is no ledger: the service's own figure counts", async () => {
  const service = await startService(20);
  const guard = await startGuard(service.baseUrl, 20);
  await guard.stop();
  await writeFile(guard.ledger, '{"schema":1,"mon');
  await guard.start();
  expect((await ask(guard.baseUrl)).status).toBe(402);
});

test("what others spend with the same key counts from the next figure on", async () => {
  const service = await startService(1);
  const guard = await startGuard(service.baseUrl, 20);
  expect((await ask(guard.baseUrl)).status).toBe(200);
  service.setCredit({ limit: null, usage: 200, usageMonthly: 30, isFreeTier: false });
  expect((await ask(guard.baseUrl)).status).toBe(200);
  guard.advance(301);
  expect((await ask(guard.baseUrl)).status).toBe(402);
});

test("a hundred calls at once are all answered, and counted to the last cent", {
  timeout: 180_000,
}, async () => {
  const service = await startService(0);
  const guard = await startGuard(service.baseUrl, 20);
  const answers = await Promise.all(
    Array.from({ length: 100 }, async (_, place) => {
      const answer = await ask(guard.baseUrl, { stream: place % 2 === 0 });
      return { status: answer.status, text: await answer.text() };
    }),
  );
  expect(answers.every(({ status, text }) => status === 200 && text.includes("nonce-abc"))).toBe(true);
  expect((await guard.view()).spentUsd).toBeCloseTo(service.readCredit().usageMonthly ?? 0, 9);
  expect(calls(service, "key")).toBe(1);
});

test("a hundred calls close to the limit overshoot it by one answer at most", {
  timeout: 180_000,
}, async () => {
  const service = await startService(0);
  const one = (await (await ask(service.baseUrl)).json()).usage.cost as number;
  service.setCredit({ limit: null, usage: 0, usageMonthly: 0, isFreeTier: false });
  const guard = await startGuard(service.baseUrl, one * 10.5);
  const answers = await Promise.all(Array.from({ length: 100 }, () => ask(guard.baseUrl)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(11);
  expect(answers.filter(({ status }) => status === 402)).toHaveLength(89);
  expect(service.readCredit().usageMonthly).toBeCloseTo(one * 11, 9);
});

test("a stream that is cut is cut for the caller too, and its cost is asked for", async () => {
  const service = await startService(1);
  const guard = await startGuard(service.baseUrl, 20);
  service.setFault({ kind: "cut", times: 1, models: [model] });
  const answer = await ask(guard.baseUrl, { stream: true });
  await expect(answer.text()).rejects.toThrow();
  await vi.waitFor(async () => expect((await guard.view()).uncounted).toBe(1));
  const before = calls(service, "key");
  guard.advance(61);
  expect((await ask(guard.baseUrl)).status).toBe(200);
  expect(calls(service, "key")).toBe(before + 1);
});

test("each piece passes as it comes, however slow", async () => {
  const answering: ServerResponse[] = [];
  const url = await startOwnService((request, response) => {
    request.resume();
    if (request.url === "/v1/key") return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "text/event-stream", "x-kept": "yes" });
    response.flushHeaders();
    answering.push(response);
  });
  const guard = await startGuard(url, 20);
  const answer = await ask(guard.baseUrl, { stream: true });
  expect(answer.headers.get("x-kept")).toBe("yes");
  const reader = answer.body?.getReader();
  for (const piece of ["one", "two"]) {
    answering[0]?.write(piece);
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(piece);
  }
  answering[0]?.end();
  expect((await reader?.read())?.done).toBe(true);
});

test("a caller that hangs up ends the call to the service, before and while it answers", async () => {
  const seen: { closed: boolean }[] = [];
  const url = await startOwnService((request, response) => {
    request.resume();
    if (request.url === "/v1/key") return void response.writeHead(404).end();
    const call = { closed: false };
    seen.push(call);
    response.on("close", () => {
      call.closed = true;
    });
    if (seen.length === 2)
      response.writeHead(200, { "content-type": "text/event-stream" }).write("data: 1\n\n");
  });
  const guard = await startGuard(url, 20);
  for (const place of [0, 1]) {
    const stop = new AbortController();
    const answer = ask(guard.baseUrl, { stream: true }, stop.signal);
    answer.catch(() => undefined);
    await vi.waitUntil(() => seen.length === place + 1);
    if (place === 1) await answer;
    stop.abort();
    await vi.waitUntil(() => seen[place]?.closed === true);
  }
  await vi.waitFor(async () => expect((await guard.view()).uncounted).toBe(2));
});

test("headers go through in both directions, only the compression is not asked for", async () => {
  const seen: IncomingMessage[] = [];
  const url = await startOwnService((request, response) => {
    request.resume();
    seen.push(request);
    response.writeHead(200, { "set-cookie": ["a=1", "b=2"], "content-type": "application/json" }).end("{}");
  });
  const guard = await startGuard(url, 20);
  const target = `${guard.baseUrl}/chat/completions?trace=1`;
  const headers = { authorization: "Bearer k", "x-title": "Clawdie", "accept-encoding": "gzip, br" };
  const call = httpRequest(target, { method: "POST", headers }).end("{}");
  const [answer] = (await once(call, "response")) as [IncomingMessage];
  answer.resume();
  expect(answer.headers["set-cookie"]).toEqual(["a=1", "b=2"]);
  const chat = seen.find((request) => request.url === "/v1/chat/completions?trace=1");
  expect(chat?.headers).toMatchObject({
    authorization: "Bearer k",
    "x-title": "Clawdie",
    "accept-encoding": "identity",
  });
  expect(`http://${chat?.headers.host}/v1`).toBe(url);
});

test("an error of the service reaches the caller as it is and costs nothing", async () => {
  const service = await startService(1);
  const guard = await startGuard(service.baseUrl, 20);
  service.setFault({ kind: "rate-limited", retryAfterSeconds: 7, models: [model] });
  const answer = await ask(guard.baseUrl);
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "7"]);
  expect(await guard.view()).toMatchObject({ spentUsd: 1, uncounted: 0 });
});

test("a service that is not there gives an error in its own shape", async () => {
  const guard = await startGuard("http://127.0.0.1:9/api/v1", 20);
  const answer = await ask(guard.baseUrl);
  expect(answer.status).toBe(502);
  expect((await answer.json()).error).toMatchObject({
    code: 502,
    message: expect.stringContaining("(refused)"),
  });
  expect((await guard.view()).uncounted).toBe(0);
});

test("without the figure it goes on for a day on its own count, then it stops, and goes on when the figure comes", async () => {
  const service = await startService(1);
  const guard = await startGuard(service.baseUrl, 20);
  service.setFault({ kind: "server-error" });
  expect((await ask(guard.baseUrl)).status).toBe(503);
  guard.advance(23 * 3600);
  expect((await ask(guard.baseUrl)).status).toBe(503);
  guard.advance(2 * 3600);
  const refused = await ask(guard.baseUrl);
  expect(refused.status).toBe(402);
  expect((await refused.json()).error.message).toContain("cannot be kept");
  expect((await guard.view()).state).toBe("unverified");
  await guard.stop();
  await guard.start();
  expect((await ask(guard.baseUrl)).status).toBe(402);
  service.setFault(null);
  guard.advance(61);
  expect((await ask(guard.baseUrl)).status).toBe(200);
  expect((await guard.view()).state).toBe("ok");
});

test("a new key does not begin at nothing, and a wrong one is refused by the service, not by us", async () => {
  const service = await startService(19);
  const guard = await startGuard(service.baseUrl, 20);
  expect((await ask(guard.baseUrl)).status).toBe(200);
  expect((await ask(guard.baseUrl, {}, null, "sk-or-v1-wrong")).status).toBe(401);
  expect((await guard.view()).spentUsd).toBeGreaterThan(19);
});

test("nothing of a call is written down: neither key nor words, in the log or in the ledger", async () => {
  const service = await startService(1);
  const guard = await startGuard(service.baseUrl, 20);
  await (await ask(guard.baseUrl, { stream: true })).text();
  await delay(0);
  await guard.stop();
  const kept = `${await readFile(guard.ledger, "utf8")}${guard.log()}`;
  expect(kept).toContain('"spentUsd":1.');
  for (const word of [apiKey, apiKey.slice(-10), "nonce-abc", "Bearer"]) expect(kept).not.toContain(word);
});

test("anything but the service's paths and the figures is not there", async () => {
  const service = await startService(1);
  const guard = await startGuard(service.baseUrl, 20);
  for (const path of ["/", "/api/v2/models", "/api/v1"]) {
    expect((await fetch(new URL(path, guard.baseUrl))).status).toBe(404);
  }
  expect(service.requests).toEqual([]);
});
