import { expect, test } from "vitest";
import { watchHandoff } from "../../../setup/handoff/watch-handoff.ts";
import { buildHandoffWorld } from "./build-handoff-world.ts";
import { goodBot, goodKey, telegramRefusal, typed } from "./start-scripted-service.ts";

test("the watch ends with the ready record and tells it once", async () => {
  const world = await buildHandoffWorld();
  const record = await watchHandoff(world.deps);
  expect(record.state).toBe("ready");
  expect(world.records).toEqual([record]);
  expect(world.slept).toEqual([]);
});

test("a trouble that stays is told once, and looked at ever more rarely up to five minutes", async () => {
  const world = await buildHandoffWorld();
  world.model.answers.key = { status: 402, body: {} };
  world.afterSleep = (round) => {
    if (round === 7) world.model.answers.key = goodKey;
  };
  await watchHandoff(world.deps);
  expect(world.slept).toEqual([10, 20, 40, 80, 160, 300, 300]);
  expect(world.records.map((record) => record.state)).toEqual(["waiting", "ready"]);
});

test("a change starts the waiting times anew and is told", async () => {
  const world = await buildHandoffWorld();
  world.model.answers.key = { status: 402, body: {} };
  world.afterSleep = (round) => {
    if (round === 2) world.model.answers.key = { status: 503, body: {} };
    if (round === 4) world.model.answers.key = goodKey;
  };
  world.answer = () => (world.slept.length < 4 ? "" : "Hello");
  await watchHandoff(world.deps);
  expect(world.slept).toEqual([10, 20, 10, 20]);
  expect(world.records).toHaveLength(3);
});

test("while the owner has to press Start, the box looks at least every 30 seconds", async () => {
  const world = await buildHandoffWorld();
  world.telegram.answers.sendChatAction = telegramRefusal(400, "Bad Request: chat not found");
  world.afterSleep = (round) => {
    if (round === 4) world.telegram.answers.sendChatAction = typed;
  };
  await watchHandoff(world.deps);
  expect(world.slept).toEqual([10, 20, 30, 30]);
  expect(world.greetings()).toHaveLength(1);
});

test("a service that asks for more time gets it", async () => {
  const world = await buildHandoffWorld();
  world.telegram.answers.getMe = telegramRefusal(429, "Too Many Requests", { retry_after: 77 });
  world.afterSleep = () => {
    world.telegram.answers.getMe = goodBot;
  };
  await watchHandoff(world.deps);
  expect(world.slept).toEqual([77]);
});

test("a refused token is looked at again, because a mistake of the service heals", async () => {
  const world = await buildHandoffWorld();
  world.telegram.answers.getMe = telegramRefusal(401, "Unauthorized");
  world.afterSleep = () => {
    world.telegram.answers.getMe = goodBot;
  };
  await watchHandoff(world.deps);
  expect(world.records.map((record) => record.state)).toEqual(["stopped", "ready"]);
});

test("a later boot waits for the runtime and greets nobody", async () => {
  const world = await buildHandoffWorld();
  await watchHandoff(world.deps);
  world.runtime = { state: "down", reasons: [] };
  world.afterSleep = () => {
    world.runtime = { state: "ready", reasons: [] };
  };
  const record = await watchHandoff(world.deps);
  expect(record.state).toBe("ready");
  expect(world.greetings()).toHaveLength(1);
  expect(world.slept).toEqual([10]);
});

test("a runtime that starts slowly is looked at every ten seconds for five minutes, then more rarely", async () => {
  const world = await buildHandoffWorld();
  world.runtime = { state: "starting", reasons: [] };
  world.afterSleep = (round) => {
    if (round === 32) world.runtime = { state: "ready", reasons: [] };
  };
  await watchHandoff(world.deps);
  expect(world.slept).toEqual([...Array.from({ length: 30 }, () => 10), 300, 300]);
});
