import { expect, test } from "vitest";
import { verifyTelegram } from "../../../setup/handoff/verify-telegram.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { canaries } from "../../build-settings.ts";
import {
  goodBot,
  goodChat,
  type ScriptedAnswer,
  startScriptedService,
  telegramRefusal,
} from "./start-scripted-service.ts";

const deps = { fetch, now: () => new Date() };

async function verifyAgainst(answers: Record<string, ScriptedAnswer>) {
  const service = await startScriptedService(answers);
  const access = { apiRoot: service.url, botToken: new Secret(canaries.telegramToken), adminId: "424242424" };
  return { service, outcome: await verifyTelegram(access, deps) };
}

test("a good token and a started chat are ok, and the token is used as Telegram wants it", async () => {
  const { service, outcome } = await verifyAgainst({ getMe: goodBot, getChat: goodChat });
  expect(outcome).toMatchObject({ outcome: "ok", botName: "Clawdie", botUsername: "clawdie_box_bot" });
  expect(service.requests.map((request) => request.path)).toEqual([
    `/bot${canaries.telegramToken}/getMe`,
    `/bot${canaries.telegramToken}/getChat`,
  ]);
  expect(JSON.parse(service.requests[1]?.body ?? "")).toEqual({ chat_id: "424242424" });
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
])("getChat %i %s is %s and names the bot", async (status, text, wanted) => {
  const { outcome } = await verifyAgainst({ getMe: goodBot, getChat: telegramRefusal(status, text) });
  expect(outcome).toMatchObject({ outcome: wanted, botUsername: "clawdie_box_bot" });
});

test("a rate limit tells how long Telegram wants us to wait", async () => {
  const limited = telegramRefusal(429, "Too Many Requests: retry after 17", { retry_after: 17 });
  expect((await verifyAgainst({ getMe: limited })).outcome).toMatchObject({
    outcome: "rate-limited",
    retryAfterSeconds: 17,
  });
  expect((await verifyAgainst({ getMe: goodBot, getChat: limited })).outcome).toMatchObject({
    outcome: "rate-limited",
    retryAfterSeconds: 17,
  });
});

test.each([
  ["an internal error", { status: 502, body: "Bad Gateway" }, 502],
  ["a page in place of the Bot API", { body: "<html>welcome to the hotel</html>" }, 200],
  ["a redirect to a login page", { status: 302, body: "", headers: { location: "/login" } }, 302],
  ["a 404 that is not Telegram's", { status: 404, body: "nothing here" }, 404],
])("%s is a service error", async (_, getMe, status) => {
  expect((await verifyAgainst({ getMe })).outcome).toMatchObject({ outcome: "service-error", status });
});

test.each([601, -601])("a clock that differs by %i seconds is wrong", async (seconds) => {
  const date = new Date(Date.now() + seconds * 1000 + Math.sign(seconds) * 1000).toUTCString();
  const { outcome } = await verifyAgainst({ getMe: { ...goodBot, headers: { date } }, getChat: goodChat });
  expect(outcome.outcome).toBe("clock-wrong");
});

test("a clock that differs by nine minutes is good enough", async () => {
  const date = new Date(Date.now() + 540_000).toUTCString();
  const { outcome } = await verifyAgainst({ getMe: { ...goodBot, headers: { date } }, getChat: goodChat });
  expect(outcome.outcome).toBe("ok");
});

test("nobody listening is no network, and the token is in no part of the outcome", async () => {
  const access = {
    apiRoot: "http://127.0.0.1:9",
    botToken: new Secret(canaries.telegramToken),
    adminId: "1",
  };
  const outcome = await verifyTelegram(access, deps);
  expect(outcome).toEqual({ outcome: "no-network", skewSeconds: null });
});
