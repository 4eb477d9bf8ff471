import { expect, test } from "vitest";
import { judgeReadyz, probeRuntime } from "../../../setup/handoff/probe-runtime.ts";
import { startScriptedService } from "./start-scripted-service.ts";

test.each([
  [200, { ready: true, failing: [], suppressed: [] }, "ready", []],
  [200, { ready: true, failing: [] }, "ready", []],
  [200, { ready: true, failing: [], suppressed: ["telegram"] }, "suppressed", ["telegram"]],
  [503, { ready: false, failing: ["telegram"] }, "not-ready", ["telegram"]],
  [503, { ready: true, failing: [] }, "not-ready", []],
  [200, "not JSON we know", "down", []],
])("HTTP %i %j is %s", (status, body, state, reasons) => {
  expect(judgeReadyz(status, body)).toEqual({ state, reasons });
});

test("the probe asks /readyz, and a runtime that is down is an answer, not an exception", async () => {
  const service = await startScriptedService({
    readyz: { body: { ready: true, failing: [], suppressed: [] } },
  });
  expect(await probeRuntime(service.url, fetch)).toEqual({ state: "ready", reasons: [] });
  expect(service.requests.map((request) => request.path)).toEqual(["/readyz"]);
  expect(await probeRuntime("http://127.0.0.1:9", fetch)).toEqual({ state: "down", reasons: [] });
});
