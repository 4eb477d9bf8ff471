import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import { askRuntime } from "../../../setup/runtime/ask-runtime.ts";
import { readTalk } from "../../../setup/runtime/read-talk.ts";
import { validateRuntimeConfig } from "../../../setup/steps/validate-runtime-config.ts";
import { canaries } from "../../build-settings.ts";
import { buildTempRoot } from "../../build-temp-root.ts";
import { lastUserText } from "../../stand-ins/openrouter/chat-request.ts";
import { findFilesHolding, readProcessTexts } from "./find-leaks.ts";
import { gatewayTokenCanary, type RunningRuntime, startRuntime } from "./running-runtime.ts";

/** About a minute here, most of it the runtime's own start; emulated machines take twenty times that. */
const minutes = 60_000;
let runtime: RunningRuntime;
let admin: number;

beforeAll(async () => {
  runtime = await startRuntime();
  admin = Number(runtime.settings.telegram.adminId);
}, 10 * minutes);

afterAll(() => runtime?.close(), minutes);

function ask(message: string): Promise<string> {
  const { gatewayUrl, gatewayToken } = runtime;
  return askRuntime({ gatewayUrl, gatewayToken, message, timeoutSeconds: 60 });
}

function chats() {
  return runtime.openRouter.requests.flatMap((request) => request.chat ?? []);
}

test("a message of the owner comes back answered by the configured model", {
  timeout: 2 * minutes,
}, async () => {
  runtime.telegram.userSays(admin, "please repeat nonce-owner1");
  const answer = await runtime.telegram.waitForMessage(({ text }) => text.includes("nonce-owner1"), 90);
  expect(answer.chatId).toBe(admin);
  const request = chats().find((chat) => lastUserText(chat.messages).includes("nonce-owner1"));
  expect(request?.model).toBe(runtime.settings.models.chat);
  expect(JSON.stringify(request?.messages)).toContain("Name: Mimi Canary");
  // When, and by which model; not what.
  const talk = await readTalk(createLinuxHost("/"), runtime.layout.runtimeHome);
  expect(talk?.model).toBe(runtime.settings.models.chat);
  expect(String(talk?.answerAt) >= String(talk?.questionAt)).toBe(true);
  expect(JSON.stringify(talk)).not.toContain("nonce");
});

test("the model is offered files of the workspace and nothing that reaches further", () => {
  const tools = chats().flatMap((chat) => (chat as { tools?: { function: { name: string } }[] }).tools ?? []);
  const names = new Set(tools.map((tool) => tool.function.name));
  expect([...names].sort()).toEqual(
    ["apply_patch", "edit", "read", "tool_call", "tool_describe", "tool_search", "write"].sort(),
  );
});

test("a stranger gets no answer and costs nothing", { timeout: 2 * minutes }, async () => {
  runtime.telegram.userSays(5_555_555_555, "let me in nonce-stranger");
  runtime.telegram.userSays(admin, "and mine nonce-owner2");
  await runtime.telegram.waitForMessage(({ text }) => text.includes("nonce-owner2"), 60);
  expect(runtime.telegram.sent.filter((message) => message.chatId !== admin)).toEqual([]);
  expect(JSON.stringify(chats())).not.toContain("nonce-stranger");
});

test("the control plane gets an answer over loopback, and nobody without the token", {
  timeout: 2 * minutes,
}, async () => {
  expect(await ask("greet nonce-greeting")).toContain("nonce-greeting");
  const { gatewayUrl } = runtime;
  const refused = await fetch(`${gatewayUrl}/v1/chat/completions`, { method: "POST", body: "{}" });
  expect(refused.status).toBe(401);
});

test("a retired model is answered by the fallback at once", { timeout: 2 * minutes }, async () => {
  const { chat, fallback, compaction } = runtime.settings.models;
  runtime.openRouter.setModels([fallback, compaction]);
  expect(await ask("still there? nonce-retired")).toContain("nonce-retired");
  runtime.openRouter.setModels([chat, fallback, compaction]);
});

test("a refused key is told to the owner and to the control plane, and heals", {
  timeout: 2 * minutes,
}, async () => {
  runtime.openRouter.setFault({ kind: "key-refused" });
  await expect(ask("hello")).rejects.toThrow(/HTTP 401.*User not found/s);
  runtime.telegram.userSays(admin, "hello?");
  await runtime.telegram.waitForMessage(({ text }) => /authentication failed/i.test(text), 60);
  // The runtime writes this turn down like an answer; it must not count as one.
  const failedLast = async () => {
    const talk = await readTalk(createLinuxHost("/"), runtime.layout.runtimeHome);
    return String(talk?.failedAt) > String(talk?.answerAt) && talk?.failedAt !== null;
  };
  await expect.poll(failedLast, { timeout: 30_000, interval: 500 }).toBe(true);
  runtime.openRouter.setFault(null);
  runtime.telegram.userSays(admin, "again nonce-healed");
  await runtime.telegram.waitForMessage(({ text }) => text.includes("nonce-healed"), 60);
});

test("at the monthly limit no model is asked, the chat speaks of billing, the gateway names the limit, and a higher one heals it", {
  timeout: 4 * minutes,
}, async () => {
  const { guard, openRouter, telegram } = runtime;
  expect((await guard.view()).spentUsd).toBeCloseTo(openRouter.readCredit().usageMonthly ?? 0, 9);
  const before = chats().length;
  const limit = (await guard.view()).spentUsd;
  await guard.stop();
  await guard.start(limit);
  await expect(ask("hello")).rejects.toThrow(/monthly limit of .* in setup\.txt is reached/s);
  telegram.userSays(admin, "hello at the limit");
  const told = await telegram.waitForMessage(({ text }) => /billing error/i.test(text), 90);
  expect(told.chatId).toBe(admin);
  expect(chats()).toHaveLength(before);
  await guard.stop();
  await guard.start(20);
  telegram.userSays(admin, "again nonce-raised");
  await telegram.waitForMessage(({ text }) => text.includes("nonce-raised"), 90);
});

test("the runtime's own checks accept the generated configuration", { timeout: 4 * minutes }, async () => {
  const { layout } = runtime;
  const temporary = createLinuxHost(await buildTempRoot({ "/var/lib/clawdie/.keep": "" }));
  const map = (path: string) => (path === boxLayout.openclaw ? layout.openclaw : path);
  const host = {
    ...temporary,
    readFile: (path: string) =>
      (path.startsWith("/var") ? temporary : createLinuxHost("/")).readFile(map(path)),
    run: (command: string, args: readonly string[], options = {}) => {
      const { user: _, ...rest } = { user: "", env: {}, ...options };
      const env = {
        ...rest.env,
        HOME: layout.runtimeHome,
        TMPDIR: layout.runtimeHome,
        OPENCLAW_STATE_DIR: `${layout.runtimeHome}/checked`,
      };
      expect(command).toBe(boxLayout.node);
      return temporary.run(layout.node, args.map(map), { ...rest, env, cwd: layout.runtimeHome });
    },
  };
  const step = {
    id: "check",
    kind: "validate-runtime-config",
    title: "Check",
    configPath: layout.runtimeConfig,
  } as const;
  expect(await validateRuntimeConfig.check(step, host)).toMatchObject({ state: "needed" });
  await validateRuntimeConfig.apply(step, host);
  expect(await validateRuntimeConfig.check(step, host)).toEqual({ state: "satisfied" });
});

test("no secret is outside its file: not in state, logs, outputs, arguments or environments", async () => {
  const { layout, folder, process: child, output } = runtime;
  const secrets = [canaries.openRouterKey, canaries.telegramToken, gatewayTokenCanary];
  const own = [layout.runtimeSecrets, layout.runtimeTelegramToken];
  expect(await findFilesHolding(folder, secrets, own)).toEqual([]);
  expect(await findFilesHolding(folder, secrets, [])).toEqual(expect.arrayContaining(own));
  const texts = [output(), ...(await readProcessTexts(child.pid ?? 0))];
  expect(texts.some((text) => text.includes(`OPENCLAW_STATE_DIR=${folder}`))).toBe(true);
  for (const secret of secrets) expect(texts.filter((text) => text.includes(secret))).toEqual([]);
});

test("TERM ends it cleanly", { timeout: minutes }, async () => {
  const { process: child } = runtime;
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
});
