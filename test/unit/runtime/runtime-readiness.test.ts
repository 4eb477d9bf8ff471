import { expect, test } from "vitest";
import { parseReadiness, readRuntimeReadiness } from "../../../setup/runtime/runtime-readiness.ts";
import { startScriptedService } from "../handoff/start-scripted-service.ts";

test.each([
  [200, { ready: true, failing: [] }, "ready"],
  [200, { ready: true, failing: [], suppressed: ["telegram"] }, "suppressed"],
  [200, { ready: false, failing: [] }, "starting"],
  [503, { ready: true, failing: [] }, "starting"],
  [503, { ready: false, failing: ["startup-sidecars"] }, "starting"],
  [503, { ready: false, failing: ["gateway-draining"] }, "degraded"],
  [503, { ready: false, failing: ["telegram"] }, "failing"],
  [503, { ready: false, failing: ["telegram"], suppressed: ["other"] }, "failing"],
  [503, { ready: false }, "starting"],
  [200, "<html>router login</html>", "down"],
  [200, {}, "down"],
] as const)("HTTP %i with %o is %s", (status, body, state) => {
  expect(parseReadiness(status, body).state).toBe(state);
});

test("names of failing and suppressed parts are kept", () => {
  const body = { ready: false, failing: ["telegram"], suppressed: ["x"], uptimeMs: 5 };
  expect(parseReadiness(503, body)).toMatchObject({ failing: ["telegram"], suppressed: ["x"] });
});

test("the answer of /readyz is read; no server is down", async () => {
  const service = await startScriptedService({ readyz: { body: { ready: true, failing: [] } } });
  expect((await readRuntimeReadiness(service.url, 5)).state).toBe("ready");
  expect((await readRuntimeReadiness("http://127.0.0.1:1", 5)).state).toBe("down");
});
