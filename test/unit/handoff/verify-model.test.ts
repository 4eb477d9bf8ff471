import { expect, test } from "vitest";
import { verifyModel } from "../../../setup/handoff/verify-model.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { canaries } from "../../build-settings.ts";
import { allModels, goodKey, type ScriptedAnswer, startScriptedService } from "./start-scripted-service.ts";

async function verifyAgainst(answers: Record<string, ScriptedAnswer>) {
  const service = await startScriptedService(answers);
  const access = { baseUrl: `${service.url}/api/v1`, apiKey: new Secret(canaries.openRouterKey) };
  return { service, outcome: await verifyModel(access, { fetch, now: () => new Date() }) };
}

test("a good key is ok, tells its limit, and travels only as a bearer", async () => {
  const { service, outcome } = await verifyAgainst({ key: goodKey, models: allModels });
  expect(outcome).toMatchObject({ outcome: "ok", key: { limit: 20, remaining: 12.5, isFreeTier: false } });
  expect(service.requests[0]).toMatchObject({
    path: "/api/v1/key",
    authorization: `Bearer ${canaries.openRouterKey}`,
  });
  expect(service.requests.every(({ path }) => !path.includes(canaries.openRouterKey))).toBe(true);
});

test.each([
  ["401 is a refused key", { status: 401, body: { error: { code: 401 } } }, "key-refused"],
  ["403 is a refused key", { status: 403, body: { error: { code: 403 } } }, "key-refused"],
  ["402 is no credit", { status: 402, body: {} }, "no-credit"],
  [
    "nothing left of the limit is no credit",
    { body: { data: { limit: 5, limit_remaining: 0 } } },
    "no-credit",
  ],
  ["an overdrawn limit is no credit", { body: { data: { limit: 5, limit_remaining: -0.2 } } }, "no-credit"],
  ["no limit at all is ok", { body: { data: { limit: null, limit_remaining: null } } }, "ok"],
  ["a management key is none for models", { body: { data: { is_management_key: true } } }, "management-key"],
  ["its older name counts too", { body: { data: { is_provisioning_key: true } } }, "management-key"],
  ["503 is a service error", { status: 503, body: "" }, "service-error"],
  ["a filter's refusal is a service error", { status: 403, body: "<html>no</html>" }, "service-error"],
  ["a page in place of the service is unreachable", { body: "<html>welcome</html>" }, "unreachable"],
])("%s", async (_, key, wanted) => {
  expect((await verifyAgainst({ key, models: allModels })).outcome.outcome).toBe(wanted);
});

test.each([
  ["404", { status: 404, body: "404 page not found" }],
  ["404 as a page", { status: 404, body: "<!DOCTYPE html><pre>Cannot GET /v1/key</pre>" }],
  ["405", { status: 405, body: "" }],
  ["something else", { body: { version: "0.5" } }],
])(
  "an endpoint that answers %s about the key is self-hosted: its models are known, its key is not",
  async (_, key) => {
    const { outcome } = await verifyAgainst({ key, models: allModels });
    expect(outcome).toMatchObject({ outcome: "ok", key: null, offered: { free: [] } });
  },
);

test("a self-hosted endpoint that refuses the list refuses the key", async () => {
  const { outcome } = await verifyAgainst({ models: { status: 401, body: { error: "bad key" } } });
  expect(outcome.outcome).toBe("key-refused");
});

test("a rate limit keeps the waiting time of the header", async () => {
  const key = { status: 429, body: {}, headers: { "retry-after": "30" } };
  expect((await verifyAgainst({ key })).outcome).toMatchObject({
    outcome: "rate-limited",
    retryAfterSeconds: 30,
  });
});

test("the list for this very key counts; the public one only when there is no other", async () => {
  const user = { body: { data: [{ id: "a/for-this-key" }] } };
  const own = await verifyAgainst({ key: goodKey, user, models: allModels });
  expect(own.outcome).toMatchObject({ offered: { ids: ["a/for-this-key"] } });
  const other = await verifyAgainst({ key: goodKey, models: allModels });
  expect(other.outcome).toMatchObject({ offered: { ids: expect.arrayContaining(["example/chat-model"]) } });
});

test("a model without a price is free, whatever its name", async () => {
  const price = (prompt: string, completion: string) => ({ pricing: { prompt, completion } });
  const data = [
    { id: "a/paid", ...price("0.000001", "0") },
    { id: "a/gift", ...price("0", "0") },
    { id: "a/b:free" },
  ];
  const { outcome } = await verifyAgainst({ key: goodKey, models: { body: { data } } });
  expect(outcome).toMatchObject({ offered: { free: ["a/gift", "a/b:free"] } });
});

test.each([
  ["a failing list", { status: 500, body: "" }],
  ["an empty list", { body: { data: [] } }],
])("%s is no list, and accuses no model", async (_, models) => {
  expect((await verifyAgainst({ key: goodKey, models })).outcome).toMatchObject({
    outcome: "ok",
    offered: null,
  });
});
