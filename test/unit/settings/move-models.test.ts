import { expect, test } from "vitest";
import { moveModels } from "../../../setup/settings/move-models.ts";
import { buildProfiles } from "../../build-profiles.ts";
import { buildSettings } from "../../build-settings.ts";

const settings = buildSettings();
const { models } = settings;
const served =
  (...ids: string[]) =>
  (id: string) =>
    ids.includes(id);

test("models that are served stay", () => {
  const plan = moveModels(settings, buildProfiles(), () => true);
  expect(plan).toEqual({ models, moves: [], stuck: [] });
});

test("a model that is gone gives way to the best served candidate, not merely the next one", () => {
  const plan = moveModels(
    settings,
    buildProfiles(),
    served("other/chat-third", models.fallback, models.compaction),
  );
  expect(plan.models).toEqual({ ...models, chat: "other/chat-third" });
  expect(plan.moves).toEqual([{ role: "chat", from: models.chat, to: "other/chat-third" }]);
});

test("a model that is back is taken again when its successor goes", () => {
  const moved = buildSettings({ models: { ...models, chat: "other/chat-third" } });
  const plan = moveModels(moved, buildProfiles(), served(...Object.values(models)));
  expect(plan.models.chat).toBe(models.chat);
});

test("a model chosen by hand never moves", () => {
  const own = buildSettings({ overriddenModels: ["chat"] });
  const plan = moveModels(
    own,
    buildProfiles(),
    served("other/chat-second", models.fallback, models.compaction),
  );
  expect(plan).toEqual({ models, moves: [], stuck: ["chat"] });
});

test("without any served candidate a model stays and is named", () => {
  const plan = moveModels(settings, buildProfiles(), served(models.chat, models.fallback));
  expect(plan).toMatchObject({ moves: [], stuck: ["compaction"] });
});

test("a fallback does not become the chat model when there is another", () => {
  const same = "shared/model";
  const profiles = buildProfiles();
  profiles.balanced.fallback = [models.fallback, same, "other/fallback-third"];
  const chatting = buildSettings({ models: { ...models, chat: same } });
  const plan = moveModels(chatting, profiles, served(same, "other/fallback-third", models.compaction));
  expect(plan.models.fallback).toBe("other/fallback-third");
  const only = moveModels(chatting, profiles, served(same, models.compaction));
  expect(only.models.fallback).toBe(same);
});

test("a chat model that moves to the fallback's takes it over, and the fallback moves on", () => {
  const profiles = buildProfiles();
  profiles.balanced.chat = [models.chat, models.fallback];
  const isServed = served(models.fallback, "other/fallback-second", models.compaction);
  const plan = moveModels(settings, profiles, isServed);
  expect(plan.models).toMatchObject({ chat: models.fallback, fallback: "other/fallback-second" });
  const alone = moveModels(settings, profiles, served(models.fallback, models.compaction));
  expect(alone.models).toMatchObject({ chat: models.fallback, fallback: models.fallback });
  expect(alone.stuck).toEqual([]);
});

test("a fallback that the operator made the same as the chat model stays", () => {
  const same = buildSettings({ models: { ...models, fallback: models.chat } });
  expect(moveModels(same, buildProfiles(), () => true).moves).toEqual([]);
});
