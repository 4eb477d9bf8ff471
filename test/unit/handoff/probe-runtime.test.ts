import { expect, test } from "vitest";
import { probeRuntime } from "../../../setup/handoff/probe-runtime.ts";
import { startScriptedService } from "./start-scripted-service.ts";

test.each([
  [{ ready: true, failing: [], suppressed: [] }, 200, { state: "ready", reasons: [] }],
  [
    { ready: true, failing: [], suppressed: ["telegram"] },
    200,
    { state: "suppressed", reasons: ["telegram"] },
  ],
  [{ ready: false, failing: ["telegram"] }, 503, { state: "failing", reasons: ["telegram"] }],
])("%j is seen as what it is, with the parts concerned", async (body, status, wanted) => {
  const service = await startScriptedService({ readyz: { body, status } });
  expect(await probeRuntime(service.url)).toEqual(wanted);
});

test("a runtime that is down is an answer, not an exception", async () => {
  expect(await probeRuntime("http://127.0.0.1:9")).toEqual({ state: "down", reasons: [] });
});
