import { expect, test } from "vitest";
import { verifyModel } from "../../../setup/handoff/verify-model.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { buildSettings, canaries } from "../../build-settings.ts";
import { allModels, goodKey, type ScriptedAnswer, startScriptedService } from "./start-scripted-service.ts";

const { models } = buildSettings();

async function verifyAgainst(answers: Record<string, ScriptedAnswer>, overrides = {}) {
  const service = await startScriptedService(answers);
  const access = {
    baseUrl: `${service.url}/api/v1`,
    apiKey: new Secret(canaries.openRouterKey),
    models: { ...models, ...overrides },
  };
  return { service, outcome: await verifyModel(access, { fetch, now: () => new Date() }) };
}

test("a good key is ok and travels only as a bearer", async () => {
  const { service, outcome } = await verifyAgainst({ key: goodKey, models: allModels });
  expect(outcome).toMatchObject({ outcome: "ok", missing: [] });
  expect(service.requests[0]).toMatchObject({
    path: "/api/v1/key",
    authorization: `Bearer ${canaries.openRouterKey}`,
  });
});

test.each([
  ["401 is a refused key", { status: 401, body: { error: { code: 401 } } }, "key-refused"],
  ["402 is no credit", { status: 402, body: {} }, "no-credit"],
  [
    "nothing left of the limit is no credit",
    { body: { data: { limit: 5, limit_remaining: 0 } } },
    "no-credit",
  ],
  ["an overdrawn limit is no credit", { body: { data: { limit: 5, limit_remaining: -0.2 } } }, "no-credit"],
  ["no limit at all is ok", { body: { data: { limit: null, limit_remaining: null } } }, "ok"],
  ["404 is self-hosted and not checked", { status: 404, body: "404 page not found" }, "not-checked"],
  ["405 is self-hosted and not checked", { status: 405, body: "" }, "not-checked"],
  ["a page of something else is not checked", { body: "<html>Ollama is running</html>" }, "not-checked"],
  ["503 is a service error", { status: 503, body: "" }, "service-error"],
])("%s", async (_, key, wanted) => {
  expect((await verifyAgainst({ key, models: allModels })).outcome.outcome).toBe(wanted);
});

test("a rate limit keeps the waiting time of the header", async () => {
  const key = { status: 429, body: {}, headers: { "retry-after": "30" } };
  expect((await verifyAgainst({ key })).outcome).toMatchObject({
    outcome: "rate-limited",
    retryAfterSeconds: 30,
  });
});

test("a retired model is named, a provider choice is not mistaken for one", async () => {
  const { outcome } = await verifyAgainst(
    { key: goodKey, models: allModels },
    { chat: "example/chat-model:nitro", fallback: "example/retired" },
  );
  expect(outcome).toMatchObject({ outcome: "ok", missing: ["example/retired"] });
});

test("a list that cannot be read accuses no model", async () => {
  expect((await verifyAgainst({ key: goodKey, models: { status: 500, body: "" } })).outcome).toMatchObject({
    outcome: "ok",
    missing: [],
  });
});
