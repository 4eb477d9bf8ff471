import { expect, test } from "vitest";
import { describeModels, describeProfiles } from "../../../setup/settings/describe-profiles.ts";
import { buildProfiles } from "../../build-profiles.ts";

test("without a list nothing is called served, and the first candidates are named", () => {
  const { chat } = describeProfiles(buildProfiles(), null).quality;
  expect(chat).toMatchObject({ model: "example/chat-model", why: "first candidate" });
  expect(chat.candidates.map(({ served }) => served)).toEqual([null, null, null]);
});

test("a fallback that makes room for the chat model says so", () => {
  const profiles = buildProfiles();
  profiles.economy.chat = ["example/chat-model", "example/fallback-model"];
  const { chat, fallback } = describeProfiles(profiles, (id) => id !== "example/chat-model").economy;
  expect(chat).toMatchObject({ model: "example/fallback-model", why: "example/chat-model is not served" });
  expect(fallback).toMatchObject({
    model: "other/fallback-second",
    why: "example/fallback-model is the chat model already",
  });
});

test("a model chosen by hand is its only candidate", () => {
  const models = {
    chat: "own/x",
    fallback: "example/fallback-model",
    compaction: "example/compaction-model",
  };
  const settings = { profile: "balanced", models, overriddenModels: ["chat"] } as const;
  const { chat } = describeModels(settings, buildProfiles(), (id) => id !== "own/x");
  expect(chat).toEqual({
    model: "own/x",
    why: "CHAT_MODEL, not served",
    candidates: [{ model: "own/x", served: false }],
  });
});
