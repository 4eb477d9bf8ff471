import { expect, test } from "vitest";
import { HandoffRecord } from "../../../setup/handoff/handoff-record.ts";
import { runHandoffOnce } from "../../../setup/handoff/run-handoff-once.ts";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import type { Settings } from "../../../setup/settings/settings.ts";
import { canaries } from "../../build-settings.ts";
import { buildHandoffWorld, buildLink } from "./build-handoff-world.ts";
import { goodBot, goodChat, telegramRefusal } from "./start-scripted-service.ts";

function codes(record: HandoffRecord): string[] {
  return record.checks.map((check) => `${check.code} ${check.outcome}`);
}

/** Both services at a port where nothing listens. */
function offline(settings: Settings): Settings {
  const nowhere = "http://127.0.0.1:9";
  const { telegram, openRouter } = settings;
  return {
    ...settings,
    telegram: { ...telegram, apiRoot: nowhere },
    openRouter: { ...openRouter, baseUrl: nowhere },
  };
}

test("everything good: the owner gets the model's words, and only then the box is ready", async () => {
  const world = await buildHandoffWorld();
  const { record } = await runHandoffOnce(world.deps);
  expect(record.state).toBe("ready");
  expect(record.greetedAt).not.toBeNull();
  expect(record.assistant).toEqual({ name: "Clawdie", botUsername: "clawdie_box_bot" });
  expect(world.greetings()).toEqual(["Hello, I am Clawdie."]);
  expect(record.checks.every((check) => check.outcome === "ok")).toBe(true);
  expect(HandoffRecord.parse(JSON.parse(world.files.get(boxLayout.handoff) ?? ""))).toEqual(record);
});

test("a second look does not greet again, and says that the model was not asked", async () => {
  const world = await buildHandoffWorld();
  const first = await runHandoffOnce(world.deps);
  const second = await runHandoffOnce(world.deps);
  expect(world.greetings()).toHaveLength(1);
  expect(second.record.state).toBe("ready");
  expect(second.record.greetedAt).toBe(first.record.greetedAt);
  expect(codes(second.record)).toContain("greeting.earlier ok");
});

test("offline: the network failed, everything that needs it is not checked, nothing is ok that was not seen", async () => {
  const world = await buildHandoffWorld();
  const { record } = await runHandoffOnce({ ...world.deps, settings: offline(world.deps.settings) });
  expect(record.state).toBe("waiting");
  expect(codes(record)).toEqual([
    "network.unreachable failed",
    "clock.not-checked not-checked",
    "telegram.not-checked not-checked",
    "model.not-checked not-checked",
    "models.not-checked not-checked",
    "runtime.ok ok",
    "greeting.not-checked not-checked",
  ]);
});

test.each([
  [
    "no-card",
    [{ ...buildLink(), ifname: "lo", link_type: "loopback" }],
    "No network card was found in the box",
  ],
  ["no-cable", [buildLink({ flags: ["NO-CARRIER", "UP"] })], "No network cable is plugged in"],
  ["no-address", [buildLink({ flags: ["UP"] }), buildLink()], "The network gave the box no address"],
])("offline because of the box's own link (%s): that is named, with its cure", async (code, links, words) => {
  const world = await buildHandoffWorld();
  world.links = JSON.stringify(links);
  const { record } = await runHandoffOnce({ ...world.deps, settings: offline(world.deps.settings) });
  const check = record.checks.find(({ name }) => name === "network");
  expect(check).toMatchObject({ code: `network.${code}`, outcome: "failed" });
  expect(check?.message).toContain(words);
  expect(check?.cure).toMatch(/\. The box tries again by itself\.$/);
});

test("a box that cannot say what its cards do claims nothing about them", async () => {
  const world = await buildHandoffWorld();
  world.links = "no JSON";
  const { record } = await runHandoffOnce({ ...world.deps, settings: offline(world.deps.settings) });
  expect(codes(record)).toContain("network.unreachable failed");
});

test("only one service out of reach is that service's failure, not the network's", async () => {
  const world = await buildHandoffWorld();
  const { settings } = world.deps;
  const telegram = { ...settings.telegram, apiRoot: "http://127.0.0.1:9" };
  const { record } = await runHandoffOnce({ ...world.deps, settings: { ...settings, telegram } });
  expect(codes(record)).toEqual(expect.arrayContaining(["network.ok ok", "telegram.unreachable failed"]));
});

test("a refused token or key stops: waiting does not cure it", async () => {
  const world = await buildHandoffWorld();
  world.telegram.answers.getMe = telegramRefusal(401, "Unauthorized");
  expect((await runHandoffOnce(world.deps)).record.state).toBe("stopped");
  world.telegram.answers.getMe = goodBot;
  world.model.answers.key = { status: 401, body: {} };
  const { record } = await runHandoffOnce(world.deps);
  expect(record.state).toBe("stopped");
  expect(codes(record)).toContain("model.key-refused failed");
  expect(world.greetings()).toEqual([]);
});

test("a chat that was not started names the link to open", async () => {
  const world = await buildHandoffWorld();
  world.telegram.answers.sendChatAction = telegramRefusal(400, "Bad Request: chat not found");
  const { record } = await runHandoffOnce(world.deps);
  const check = record.checks.find((candidate) => candidate.name === "telegram");
  expect(record.state).toBe("waiting");
  expect(check?.cure).toContain("https://t.me/clawdie_box_bot");
});

test.each([
  () => "The monthly limit of $20 in setup.txt is reached; raise MONTHLY_LIMIT_USD or wait until 1 December.",
  () => {
    throw new Error(
      "HTTP 402: All models failed (2): a/b: 402 The monthly limit of $20 in setup.txt is reached",
    );
  },
])("our own limit is told apart from missing credit", async (answer) => {
  const world = await buildHandoffWorld();
  world.answer = answer;
  expect(codes((await runHandoffOnce(world.deps)).record)).toContain("greeting.limit-reached failed");
  expect(world.greetings()).toEqual([]);
});

test.each(["", "  ", "⚠️ Authentication failed for the model provider"])(
  "the answer %j of the runtime is no greeting",
  async (answer) => {
    const world = await buildHandoffWorld();
    world.answer = () => answer;
    const { record } = await runHandoffOnce(world.deps);
    expect(world.greetings()).toEqual([]);
    expect(record.state).toBe("waiting");
    expect(codes(record)).toContain("greeting.no-answer failed");
  },
);

test.each([
  () => "⚠️ API provider returned a billing error: your key has run out of credits.",
  () => "Billing error: insufficient balance",
  () => {
    throw new Error("The assistant could not answer (HTTP 402): payment required");
  },
])("an account without credit is named, though its key looks good", async (answer) => {
  const world = await buildHandoffWorld();
  world.answer = answer;
  expect(codes((await runHandoffOnce(world.deps)).record)).toContain("greeting.no-credit failed");
  expect(world.greetings()).toEqual([]);
});

test("a model that does not answer is a failed greeting", async () => {
  const world = await buildHandoffWorld();
  world.answer = () => {
    throw new Error("timed out");
  };
  expect(codes((await runHandoffOnce(world.deps)).record)).toContain("greeting.no-answer failed");
});

test("a greeting that Telegram does not take is not counted", async () => {
  const world = await buildHandoffWorld();
  world.telegram.answers.sendMessage = telegramRefusal(403, "Forbidden");
  const { record } = await runHandoffOnce(world.deps);
  expect(record.greetedAt).toBeNull();
  expect(codes(record)).toContain("greeting.not-delivered failed");
});

test("a runtime that holds Telegram back is not ready, and nobody is greeted", async () => {
  const world = await buildHandoffWorld();
  world.runtime = { state: "suppressed", reasons: ["telegram"] };
  const { record } = await runHandoffOnce(world.deps);
  expect(codes(record)).toContain("runtime.suppressed failed");
  expect(world.greetings()).toEqual([]);
});

test("a self-hosted model is proved by its answer", async () => {
  const world = await buildHandoffWorld();
  world.model.answers = {};
  const { record } = await runHandoffOnce(world.deps);
  expect(record.state).toBe("ready");
  expect(codes(record)).toContain("model.self-hosted not-checked");
});

test("a retired model chosen by hand is told, but does not keep the assistant from being ready", async () => {
  const world = await buildHandoffWorld();
  const settings = { ...world.deps.settings, overriddenModels: ["chat"] as const };
  world.model.answers.models = {
    body: { data: [{ id: "example/fallback-model" }, { id: "example/compaction-model" }] },
  };
  const { record } = await runHandoffOnce({ ...world.deps, settings });
  const check = record.checks.find((candidate) => candidate.name === "models");
  expect(record.state).toBe("ready");
  expect(check?.message).toContain("example/chat-model");
  expect(check?.cure).not.toBe("");
});

test("a disk that takes no record greets nobody, so that nobody is greeted at every look", async () => {
  const world = await buildHandoffWorld();
  const host = { ...world.deps.host, writeFile: () => Promise.reject(new Error("ENOSPC")) };
  await expect(runHandoffOnce({ ...world.deps, host })).rejects.toThrow("ENOSPC");
  expect(world.greetings()).toEqual([]);
});

test("a record that cannot be understood is made anew", async () => {
  const world = await buildHandoffWorld();
  world.files.set(boxLayout.handoff, '{"schema":1,"state":"rea');
  expect((await runHandoffOnce(world.deps)).record.state).toBe("ready");
});

test("no secret is in any record, whatever the services answer", async () => {
  const world = await buildHandoffWorld();
  const secrets = [canaries.telegramToken, canaries.openRouterKey, "canary-gateway-token"];
  const echo = { status: 400, body: { ok: false, description: secrets.join(" ") } };
  for (const answer of [echo, { ...echo, status: 500 }, goodChat]) {
    world.telegram.answers.sendChatAction = answer;
    world.telegram.answers.sendMessage = { status: 400, body: secrets.join(" ") };
    world.model.answers.key = { status: 500, body: secrets.join(" ") };
    await runHandoffOnce(world.deps);
    for (const secret of secrets) expect([...world.files.values()].join()).not.toContain(secret);
  }
});
