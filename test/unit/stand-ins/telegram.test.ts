import { expect, onTestFinished, test } from "vitest";
import { startTelegram, type TelegramOptions } from "../../stand-ins/telegram/start-telegram.ts";

const botToken = "7000000001:AAStandInTelegramTokenForUnitTests1";
const admin = 424242424;

async function startBot(options: Partial<TelegramOptions> = {}) {
  const telegram = await startTelegram({ botToken, users: [{ id: admin }], ...options });
  onTestFinished(() => telegram.close());
  const call = async (method: string, parameters?: unknown, token = botToken) => {
    const response = await fetch(`${telegram.url}/bot${token}/${method}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      ...(parameters === undefined ? {} : { body: JSON.stringify(parameters) }),
    });
    return { status: response.status, body: (await response.json()) as { result?: never } };
  };
  return { telegram, call };
}

test("getMe names the bot whose id is in the token", async () => {
  const { call } = await startBot({ botName: "Clawdie", botUsername: "clawdie_bot" });
  expect(await call("getMe")).toMatchObject({
    status: 200,
    body: {
      ok: true,
      result: { id: 7000000001, is_bot: true, first_name: "Clawdie", username: "clawdie_bot" },
    },
  });
});

test("a wrong token is refused with 401, a token of the wrong shape with 404", async () => {
  const { call } = await startBot();
  expect(await call("getMe", {}, "7000000001:AAanotherTokenThatWasNeverGivenToUs")).toEqual({
    status: 401,
    body: { ok: false, error_code: 401, description: "Unauthorized" },
  });
  expect((await call("getMe", {}, "nonsense")).status).toBe(404);
});

test("what a user says arrives once, in order, with rising ids", async () => {
  const { telegram, call } = await startBot();
  telegram.userSays(admin, "one");
  telegram.userSays(admin, "two");
  const { body } = await call("getUpdates", { offset: 0, timeout: 0 });
  const updates = body.result as unknown as {
    update_id: number;
    message: { text: string; message_id: number };
  }[];
  expect(updates.map((update) => update.message.text)).toEqual(["one", "two"]);
  const [first, second] = updates;
  expect(second?.update_id).toBe((first?.update_id ?? 0) + 1);
  expect(second?.message.message_id).toBeGreaterThan(first?.message.message_id ?? 0);
  const next = { offset: String((second?.update_id ?? 0) + 1), timeout: "0" };
  expect((await call("getUpdates", next)).body.result).toEqual([]);
  telegram.userSays(admin, "three");
  expect((await call("getUpdates", next)).body.result).toMatchObject([{ message: { text: "three" } }]);
});

test("a long poll ends as soon as somebody writes", async () => {
  const { telegram, call } = await startBot();
  const poll = call("getUpdates", { timeout: 30 });
  await expect.poll(() => telegram.isPolled()).toBe(true);
  telegram.userSays(admin, "now");
  expect((await poll).body).toMatchObject({ ok: true, result: [{ message: { text: "now" } }] });
});

test("a second poller ends the first one with 409", async () => {
  const { telegram, call } = await startBot();
  const first = call("getUpdates", { timeout: 30 });
  await expect.poll(() => telegram.isPolled()).toBe(true);
  const second = call("getUpdates", { timeout: 30 });
  expect(await first).toMatchObject({ status: 409, body: { ok: false, error_code: 409 } });
  telegram.userSays(admin, "still there");
  expect((await second).status).toBe(200);
});

test("a poller that hung up is forgotten", async () => {
  const { telegram } = await startBot();
  const leaving = new AbortController();
  const poll = fetch(`${telegram.url}/bot${botToken}/getUpdates?timeout=30`, { signal: leaving.signal });
  await expect.poll(() => telegram.isPolled()).toBe(true);
  leaving.abort();
  await expect(poll).rejects.toThrow();
  await expect.poll(() => telegram.isPolled()).toBe(false);
});

test("a message of the bot is kept, an edit changes it, and waiting finds it", async () => {
  const { telegram, call } = await startBot();
  const waiting = telegram.waitForMessage((message) => message.text === "after", 5);
  const sent = await call("sendMessage", { chat_id: String(admin), text: "before", parse_mode: "HTML" });
  const { message_id } = sent.body.result as unknown as { message_id: number };
  expect(telegram.sent).toMatchObject([{ text: "before", parameters: { parse_mode: "HTML" } }]);
  await call("editMessageText", { chat_id: admin, message_id, text: "after" });
  expect(await waiting).toMatchObject({ messageId: message_id, chatId: admin, edited: true });
  expect(telegram.sent).toHaveLength(1);
});

test("waiting in vain says what came instead", async () => {
  const { telegram, call } = await startBot();
  await call("sendMessage", { chat_id: admin, text: "something else" });
  await expect(telegram.waitForMessage(() => false, 0.01)).rejects.toThrow(/something else/);
});

test("a chat nobody started, an unknown one and a blocked bot are refused as Telegram does", async () => {
  const { telegram, call } = await startBot({ users: [{ id: admin, chat: "not-started" }] });
  const say = () => call("sendMessage", { chat_id: admin, text: "hello" });
  expect((await say()).body).toMatchObject({
    error_code: 403,
    description: "Forbidden: bot can't initiate conversation with a user",
  });
  expect((await call("getChat", { chat_id: 5 })).body).toMatchObject({
    error_code: 400,
    description: "Bad Request: chat not found",
  });
  telegram.userSays(admin, "/start");
  expect((await say()).status).toBe(200);
  telegram.setChat(admin, "blocked");
  expect((await say()).body).toMatchObject({ description: "Forbidden: bot was blocked by the user" });
});

test("a fault hits the named methods as often as it says, then heals", async () => {
  const { telegram, call } = await startBot();
  telegram.setFault({ kind: "rate-limited", methods: ["sendMessage"], retryAfterSeconds: 7, times: 1 });
  expect((await call("getMe")).status).toBe(200);
  const say = () => call("sendMessage", { chat_id: admin, text: "hello" });
  expect(await say()).toMatchObject({
    status: 429,
    body: { description: "Too Many Requests: retry after 7", parameters: { retry_after: 7 } },
  });
  expect((await say()).status).toBe(200);
  expect(telegram.calls.map((entry) => entry.faulty)).toEqual([false, true, false]);
});

test("a cut call ends without an answer", async () => {
  const { telegram, call } = await startBot();
  telegram.setFault({ kind: "cut" });
  await expect(call("getMe")).rejects.toThrow();
});

test.each(["setMyCommands", "deleteMyCommands", "deleteWebhook", "sendChatAction"])(
  "%s is accepted",
  async (method) => {
    const { call } = await startBot();
    expect((await call(method, { chat_id: admin, action: "typing" })).body).toEqual({
      ok: true,
      result: true,
    });
  },
);

test("form and query parameters work like JSON", async () => {
  const { telegram } = await startBot();
  const body = new URLSearchParams({ text: "by form" });
  await fetch(`${telegram.url}/bot${botToken}/sendMessage?chat_id=${admin}`, { method: "POST", body });
  expect(telegram.sent).toMatchObject([{ chatId: admin, text: "by form" }]);
});
