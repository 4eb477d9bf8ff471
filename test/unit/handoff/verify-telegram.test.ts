import { expect, test } from "vitest";
import { findFreePort } from "../../../iso/vm/find-free-port.ts";
import { verifyTelegram } from "../../../setup/handoff/verify-telegram.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { canaries } from "../../build-settings.ts";
import {
  goodBot,
  noWebhook,
  type ScriptedAnswer,
  startScriptedService,
  telegramRefusal,
  typed,
} from "./start-scripted-service.ts";

const deps = { fetch, now: () => new Date() };

async function verifyAgainst(answers: Record<string, ScriptedAnswer>, adminId = "424242424") {
  const service = await startScriptedService({
    getMe: goodBot,
    getWebhookInfo: noWebhook,
    sendChatAction: typed,
    ...answers,
  });
  const access = { apiRoot: service.url, botToken: new Secret(canaries.telegramToken), adminId };
  return { service, outcome: await verifyTelegram(access, deps) };
}

test("a good token and an open chat are ok, and the token is used as Telegram wants it", async () => {
  const { service, outcome } = await verifyAgainst({});
  expect(outcome).toMatchObject({ outcome: "ok", botName: "Clawdie", botUsername: "clawdie_box_bot" });
  expect(service.requests.map((request) => request.path)).toEqual(
    ["getMe", "getWebhookInfo", "sendChatAction"].map((method) => `/bot${canaries.telegramToken}/${method}`),
  );
  expect(JSON.parse(service.requests[2]?.body ?? "")).toEqual({ chat_id: "424242424", action: "typing" });
});

test.each([
  [401, "Unauthorized"],
  [404, "Not Found"],
])("a token answered with %i %s is refused", async (status, text) => {
  const { outcome } = await verifyAgainst({ getMe: telegramRefusal(status, text) });
  expect(outcome.outcome).toBe("token-refused");
});

test.each([
  [400, "Bad Request: chat not found", "not-started"],
  [403, "Forbidden: bot can't initiate conversation with a user", "not-started"],
  [403, "Forbidden: bot was blocked by the user", "blocked"],
  [403, "Forbidden: bots can't send messages to bots", "admin-is-bot"],
])("writing answered with %i %s is %s and names the bot", async (status, text, wanted) => {
  const { outcome } = await verifyAgainst({ sendChatAction: telegramRefusal(status, text) });
  expect(outcome).toMatchObject({ outcome: wanted, botUsername: "clawdie_box_bot" });
});

test("the number of the bot itself is known without writing to it", async () => {
  const { service, outcome } = await verifyAgainst({}, "7000000001");
  expect(outcome.outcome).toBe("admin-is-bot");
  expect(service.requests.some(({ path }) => path.endsWith("sendChatAction"))).toBe(false);
});

test("a webhook is known by its host only: its path may be a secret", async () => {
  const hook = { body: { ok: true, result: { url: "https://other.example/hook/canary-hook-secret" } } };
  const { outcome } = await verifyAgainst({ getWebhookInfo: hook });
  expect(outcome).toMatchObject({ outcome: "ok", webhookHost: "other.example" });
  expect(JSON.stringify(outcome)).not.toContain("canary-hook-secret");
});

test("a webhook that cannot be asked for accuses nobody", async () => {
  const { outcome } = await verifyAgainst({ getWebhookInfo: { status: 500, body: "" } });
  expect(outcome).toMatchObject({ outcome: "ok", webhookHost: null });
});

test("no call takes messages away from whoever reads them", async () => {
  const { service } = await verifyAgainst({});
  expect(service.requests.filter(({ path }) => /getUpdates|deleteWebhook|setWebhook/.test(path))).toEqual([]);
});

test("a conflict that Telegram names is another reader", async () => {
  const conflict = telegramRefusal(409, "Conflict: terminated by other getUpdates request");
  expect((await verifyAgainst({ sendChatAction: conflict })).outcome.outcome).toBe("conflict");
});

test("a rate limit tells how long Telegram wants us to wait", async () => {
  const limited = telegramRefusal(429, "Too Many Requests: retry after 17", { retry_after: 17 });
  for (const answers of [{ getMe: limited }, { sendChatAction: limited }]) {
    expect((await verifyAgainst(answers)).outcome).toMatchObject({
      outcome: "rate-limited",
      retryAfterSeconds: 17,
    });
  }
});

test.each([
  ["an internal error", { status: 502, body: "Bad Gateway" }, 502],
  ["a filter's refusal", { status: 403, body: "<html>blocked by policy</html>" }, 403],
  ["a 404 that is not Telegram's", { status: 404, body: "nothing here" }, 404],
  ["an answer in another shape", { body: { ok: true, result: [] } }, 200],
])("%s is a service error", async (_, getMe, status) => {
  expect((await verifyAgainst({ getMe })).outcome).toMatchObject({ outcome: "service-error", status });
});

test.each([
  ["a page in place of the Bot API", { body: "<html>welcome to the hotel</html>" }],
  ["a redirect", { status: 302, body: "", headers: { location: "/login" } }],
  ["a network that wants a login", { status: 511, body: "" }],
])("%s is a login page", async (_, getMe) => {
  expect((await verifyAgainst({ getMe })).outcome).toMatchObject({
    outcome: "unreachable",
    reason: "login-page",
  });
});

test.each([601, -601])("a clock that differs by %i seconds is wrong", async (seconds) => {
  const date = new Date(Date.now() + seconds * 1000 + Math.sign(seconds) * 1000).toUTCString();
  const { outcome } = await verifyAgainst({ getMe: { ...goodBot, headers: { date } } });
  expect(outcome.outcome).toBe("clock-wrong");
});

test("a clock that differs by nine minutes is good enough", async () => {
  const date = new Date(Date.now() + 540_000).toUTCString();
  expect((await verifyAgainst({ getMe: { ...goodBot, headers: { date } } })).outcome.outcome).toBe("ok");
});

test("nobody listening is a refused connection, and the token is in no part of the outcome", async () => {
  const botToken = new Secret(canaries.telegramToken);
  const outcome = await verifyTelegram(
    { apiRoot: `http://127.0.0.1:${await findFreePort()}`, botToken, adminId: "1" },
    deps,
  );
  expect(outcome).toEqual({ outcome: "unreachable", reason: "refused", skewSeconds: null });
});
