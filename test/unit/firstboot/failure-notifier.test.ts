import { expect, onTestFinished, test } from "vitest";
import { createFailureNotifier } from "../../../firstboot/failure-notifier.ts";
import type { ResultState } from "../../../firstboot/result-state.ts";
import type { HandoffRecord } from "../../../setup/handoff/handoff-record.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";
import { buildSettings, canaries } from "../../build-settings.ts";
import { buildHandoffRecord } from "../../build-status.ts";
import { buildTempRoot } from "../../build-temp-root.ts";
import { startTelegram } from "../../stand-ins/telegram/start-telegram.ts";

const { telegram: access, openRouter } = buildSettings();
const base = { version: "0.1.0", time: "2026-11-21T10:04:31.000Z", issues: [] };
const box = { hostname: "clawdie", assistantName: "Clawdie", addresses: [], sshHostKey: null };

/** A box and the stand-in that speaks Telegram's protocol. */
async function startWorld() {
  const telegram = await startTelegram({
    botToken: canaries.telegramToken,
    users: [{ id: Number(access.adminId) }],
  });
  onTestFinished(() => telegram.close());
  const { host } = buildScriptedHost(() => "", await buildTempRoot({ "/run/clawdie/.keep": "" }));
  const shown: string[] = [];
  const consoles = { print: async (text: string) => void shown.push(text), report: async () => undefined };
  const clock = { seconds: 0 };
  const create = () => createFailureNotifier(host, consoles, { fetch, seconds: () => clock.seconds });
  const owner = { ...access, apiRoot: telegram.url };
  const notifier = create();
  const take = (result: ResultState) => notifier.take(result, owner, [openRouter.apiKey]);
  return { telegram, shown, clock, notifier, take, owner, create };
}

const handedOver = (
  overrides: Partial<HandoffRecord>,
  ...codes: Parameters<typeof buildHandoffRecord>[1][]
) =>
  ({
    ...{ ...base, kind: "handed-over", box, seed: null },
    handoff: buildHandoffRecord({ state: "stopped", greetedAt: null, ...overrides }, ...(codes as [])),
  }) as ResultState;

const failed = (message: string): ResultState => ({
  ...{ ...base, kind: "step-failed", plan: "firstboot", box, reportPath: null },
  failure: {
    ...{ step: "create-cluster", title: "Create the database cluster", message, hint: "Free some space." },
    ...{ because: null, stderrTail: null, issue: null },
  },
});

test("a refused key is told in the words of the console, with its cure, once", async () => {
  const { telegram, take, create, owner } = await startWorld();
  const refused = handedOver({}, "model.key-refused", "greeting.not-checked");
  await take(refused);
  await take(refused);
  await create().take(refused, owner, []);
  expect(telegram.sent).toHaveLength(1);
  expect(telegram.sent[0]?.chatId).toBe(Number(access.adminId));
  expect(telegram.sent[0]?.text).toMatch(
    /^STOPPED: Clawdie is installed, but needs a correction from you\.\n\nWhat is missing\n- The model service refuses the key \(OPENROUTER_API_KEY\)\. Make a new key at /,
  );
});

test("another cause is another message; being ready, or broken after the greeting, is none", async () => {
  const { telegram, take } = await startWorld();
  await take(failed("No space left on device"));
  await take(failed("No space left on device"));
  await take(failed("The cluster is damaged"));
  await take(handedOver({ state: "ready", greetedAt: base.time }));
  await take(handedOver({ greetedAt: base.time }, "model.key-refused"));
  expect(telegram.sent.map(({ text }) => /- (.*)/.exec(text)?.[1])).toEqual([
    "No space left on device",
    "The cluster is damaged",
  ]);
});

test("what often passes by itself is told only when it lasts", async () => {
  const { telegram, take, notifier, clock } = await startWorld();
  await take(handedOver({ state: "waiting" }, "model.unreachable", "greeting.not-checked"));
  clock.seconds = 100;
  await notifier.retry();
  expect([telegram.sent.length, notifier.isWaiting()]).toEqual([0, true]);
  clock.seconds = 130;
  await notifier.retry();
  expect([telegram.sent.length, notifier.isWaiting()]).toEqual([1, false]);
  await take(handedOver({ state: "waiting" }, "model.service-error", "greeting.not-checked"));
  await take(handedOver({ state: "ready", greetedAt: base.time }));
  clock.seconds = 1000;
  await notifier.retry();
  expect(telegram.sent).toHaveLength(1);
});

test("an owner who has not pressed Start cannot be told: the console says so once, and later it is told", async () => {
  const { telegram, take, notifier, clock, shown } = await startWorld();
  telegram.setChat(Number(access.adminId), "not-started");
  await take(handedOver({}, "telegram.not-started", "model.key-refused", "greeting.not-checked"));
  clock.seconds = 70;
  await notifier.retry();
  expect(telegram.calls).toEqual([]);
  expect(shown).toHaveLength(1);
  expect(shown[0]).toMatch(/^clawdie: you could not be told by Telegram: You have not pressed Start /);
  telegram.userSays(Number(access.adminId), "/start");
  await take(handedOver({}, "model.key-refused", "greeting.not-checked"));
  expect(telegram.sent).toHaveLength(1);
});

test("a message Telegram does not take is tried again a minute later", async () => {
  const { telegram, take, notifier, clock, shown } = await startWorld();
  telegram.setChat(Number(access.adminId), "blocked");
  await take(failed("No space left on device"));
  expect(shown).toEqual(["clawdie: you could not be told by Telegram: HTTP 403"]);
  telegram.setChat(Number(access.adminId), "started");
  clock.seconds = 30;
  await notifier.retry();
  expect(telegram.sent).toEqual([]);
  clock.seconds = 61;
  await notifier.retry();
  expect([telegram.sent.length, notifier.isWaiting(), shown.length]).toEqual([1, false, 1]);
});

test("no secret gets into a message", async () => {
  const { telegram, take } = await startWorld();
  await take(failed(`curl said ${canaries.openRouterKey} and ${canaries.telegramToken}`));
  expect(telegram.sent[0]?.text).toContain("curl said [secret] and [secret]");
});
