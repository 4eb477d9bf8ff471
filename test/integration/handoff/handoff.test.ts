import { expect, onTestFinished, test } from "vitest";
import type { HandoffRecord } from "../../../setup/handoff/handoff-record.ts";
import { readHandoffRecord } from "../../../setup/handoff/handoff-record.ts";
import { watchHandoff } from "../../../setup/handoff/watch-handoff.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { buildProfileLock } from "../../../setup/settings/profile-lock.ts";
import { parseSetupEnv, renderSetupEnv } from "../../../setup/settings/setup-env.ts";
import { buildProfiles } from "../../build-profiles.ts";
import { buildSettings, canaries } from "../../build-settings.ts";
import { buildTempRoot } from "../../build-temp-root.ts";
import { startOpenRouter } from "../../stand-ins/openrouter/start-openrouter.ts";
import { startTelegram } from "../../stand-ins/telegram/start-telegram.ts";

const base = buildSettings();
const adminId = Number(base.telegram.adminId);

/** A box between the two stand-ins; its runtime is one plain chat completion. Waiting costs no time. */
async function startWorld() {
  const telegram = await startTelegram({
    botToken: canaries.telegramToken,
    botUsername: "clawdie_box_bot",
    users: [{ id: adminId }],
  });
  const openRouter = await startOpenRouter({
    apiKey: canaries.openRouterKey,
    models: Object.values(base.models),
    answer: () => "Hello from the model.",
  });
  onTestFinished(async () => {
    await Promise.all([telegram.close(), openRouter.close()]);
  });
  const host = createLinuxHost(
    await buildTempRoot({ "/var/lib/clawdie/.keep": "", "/etc/clawdie/.keep": "" }),
  );
  const records: HandoffRecord[] = [];
  const slept: number[] = [];
  /** What heals while the box waits for the nth time. */
  const heal: (() => void)[] = [];
  const wait = async (seconds: number): Promise<void> => {
    slept.push(seconds);
    heal.shift()?.();
  };
  const deps = {
    settings: {
      ...base,
      telegram: { ...base.telegram, apiRoot: telegram.url },
      openRouter: { ...base.openRouter, baseUrl: openRouter.baseUrl },
    },
    profiles: buildProfiles(),
    gateway: { url: "http://127.0.0.1:9", token: new Secret("canary-gateway-token") },
    askRuntime: ({ message }: { message: string }) => askModel(openRouter.baseUrl, message),
    probeRuntime: async () => ({ state: "ready" as const, reasons: [] }),
    fetch,
    host: { ...host, sleep: wait },
    onRecord: (record: HandoffRecord) => void records.push(record),
  };
  return { telegram, openRouter, host, records, slept, heal, deps };
}

async function askModel(baseUrl: string, message: string): Promise<string> {
  const response = await fetch(`${baseUrl}/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${canaries.openRouterKey}`, "content-type": "application/json" },
    body: JSON.stringify({ model: base.models.chat, messages: [{ role: "user", content: message }] }),
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const body = (await response.json()) as { choices: { message: { content: string } }[] };
  return body.choices[0]?.message.content ?? "";
}

function failures(record: HandoffRecord | undefined): string[] {
  return (record?.checks ?? []).filter((check) => check.outcome === "failed").map((check) => check.code);
}

test("from both services to the owner's phone, and the record is on the disk", async () => {
  const world = await startWorld();
  const record = await watchHandoff(world.deps);
  expect(record.state).toBe("ready");
  expect(world.telegram.sent.map(({ chatId, text }) => ({ chatId, text }))).toEqual([
    { chatId: adminId, text: "Hello from the model." },
  ]);
  expect(await readHandoffRecord(world.host)).toEqual(record);
  expect((await world.host.stat("/var/lib/clawdie/handoff.json"))?.mode).toBe(0o644);
});

test("a second boot verifies and sends nothing", async () => {
  const world = await startWorld();
  await watchHandoff(world.deps);
  const record = await watchHandoff(world.deps);
  expect(record.state).toBe("ready");
  expect(world.telegram.sent).toHaveLength(1);
});

test.each([
  ["token-revoked", "telegram.token-refused", "stopped"],
  ["chat-not-found", "telegram.not-started", "waiting"],
  ["not-started", "telegram.not-started", "waiting"],
  ["blocked", "telegram.blocked", "waiting"],
  ["rate-limited", "telegram.rate-limited", "waiting"],
  ["server-error", "telegram.service-error", "waiting"],
  ["cut", "telegram.unreachable", "waiting"],
] as const)("Telegram: %s is told as %s (%s), and heals", async (kind, code, state) => {
  const world = await startWorld();
  const methods = kind === "token-revoked" ? ["getMe"] : ["sendChatAction"];
  world.telegram.setFault({ kind, methods });
  world.heal.push(() => world.telegram.setFault(null));
  const record = await watchHandoff(world.deps);
  expect(failures(world.records[0])).toEqual([code]);
  expect(world.records[0]?.state).toBe(state);
  expect(record.state).toBe("ready");
  expect(world.telegram.sent).toHaveLength(1);
});

test.each([
  ["key-refused", "model.key-refused", "stopped"],
  ["no-credit", "model.no-credit", "waiting"],
  ["cut", "model.unreachable", "waiting"],
] as const)(
  "the model service: %s is told as %s (%s), nobody is greeted, and it heals",
  async (kind, code, state) => {
    const world = await startWorld();
    world.openRouter.setFault({ kind });
    world.heal.push(() => world.openRouter.setFault(null));
    const record = await watchHandoff(world.deps);
    expect(failures(world.records[0])).toEqual([code]);
    expect(world.records[0]).toMatchObject({ state, greetedAt: null });
    expect(record.state).toBe("ready");
  },
);

test("a service in trouble that does not even answer chats fails the greeting too", async () => {
  const world = await startWorld();
  world.openRouter.setFault({ kind: "server-error", status: 502 });
  world.heal.push(() => world.openRouter.setFault(null));
  await watchHandoff(world.deps);
  expect(failures(world.records[0])).toEqual(["model.service-error", "greeting.no-answer"]);
  expect(world.telegram.sent).toHaveLength(1);
});

test("a greeting that Telegram loses is sent again", async () => {
  const world = await startWorld();
  world.telegram.setFault({ kind: "cut", methods: ["sendMessage"], times: 1 });
  const record = await watchHandoff(world.deps);
  expect(failures(world.records[0])).toEqual(["greeting.not-delivered"]);
  expect(record.state).toBe("ready");
  expect(world.telegram.sent).toHaveLength(1);
});

test("the owner presses Start while the box waits", async () => {
  const world = await startWorld();
  world.telegram.setChat(adminId, "not-started");
  world.heal.push(
    () => {},
    () => world.telegram.setChat(adminId, "started"),
  );
  const record = await watchHandoff(world.deps);
  expect(world.records[0]?.checks.find((check) => check.name === "telegram")?.cure).toContain(
    "https://t.me/clawdie_box_bot",
  );
  expect(world.slept).toEqual([10, 20]);
  expect(record.state).toBe("ready");
});

test("a retired model moves to the next served candidate: settings, lock and owner say so", async () => {
  const world = await startWorld();
  await watchHandoff(world.deps);
  const { models } = world.deps.settings;
  world.openRouter.setModels(["other/chat-third", models.fallback, models.compaction]);
  let provisioned = 0;
  const onModelsMoved = async () => {
    provisioned += 1;
  };
  const moving = await watchHandoff({ ...world.deps, onModelsMoved });
  expect(failures(moving)).toEqual(["models.moving"]);
  expect(provisioned).toBe(1);
  const settings = parseSetupEnv(String(await world.host.readFile("/etc/clawdie/setup.env")));
  expect(settings.models).toEqual({ ...models, chat: "other/chat-third" });
  expect(JSON.parse(buildProfileLock(settings)).roles.chat).toMatchObject({
    model: "other/chat-third",
    reason: "moved",
    from: models.chat,
  });
  expect(world.telegram.sent.at(-1)?.text).toContain(`chat other/chat-third instead of ${models.chat}`);
  const record = await watchHandoff({ ...world.deps, settings, onModelsMoved });
  expect(record.state).toBe("ready");
  expect(record.checks.find(({ name }) => name === "models")?.code).toBe("models.moved");
  expect(provisioned).toBe(1);
  expect(world.telegram.sent).toHaveLength(2);
});

test("settings that were replaced meanwhile are not overwritten by those with the model's successor", async () => {
  const world = await startWorld();
  world.openRouter.setModels(["other/chat-second", base.models.fallback, base.models.compaction]);
  const text = renderSetupEnv({ ...world.deps.settings, assistantName: "Another" }).reveal();
  await world.host.writeFile("/etc/clawdie/setup.env", text, { mode: 0o600 });
  const onModelsMoved = async () => expect.unreachable();
  await watchHandoff({ ...world.deps, onModelsMoved, isOutdated: async () => true });
  expect(String(await world.host.readFile("/etc/clawdie/setup.env"))).toBe(text);
});

test("a retired model that was chosen by hand stays and is told with its name", async () => {
  const world = await startWorld();
  world.openRouter.setModels([base.models.fallback, base.models.compaction]);
  const settings = { ...world.deps.settings, overriddenModels: ["chat"] as const };
  const onModelsMoved = async () => expect.unreachable();
  const askRuntime = async () => "Hello from the fallback.";
  const record = await watchHandoff({ ...world.deps, settings, onModelsMoved, askRuntime });
  expect(record.state).toBe("ready");
  expect(record.checks.find((check) => check.code === "models.retired")?.message).toContain(base.models.chat);
});

test("nobody is greeted by a model that is about to go", async () => {
  const world = await startWorld();
  world.openRouter.setModels(["other/chat-second", base.models.fallback, base.models.compaction]);
  const askRuntime = async () => "Hello from the fallback.";
  await watchHandoff({ ...world.deps, onModelsMoved: async () => {}, askRuntime });
  expect(world.telegram.sent).toEqual([]);
});
