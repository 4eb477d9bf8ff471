import { expect, onTestFinished, test } from "vitest";
import { findLoginPage, isForeignPage, plainAddress } from "../../../setup/handoff/find-login-page.ts";
import { startLoginPage } from "../../stand-ins/network/start-login-page.ts";
import { startScriptedService } from "./start-scripted-service.ts";

const deps = { fetch, now: () => new Date() };

test("nothing of the path, the port or a token is sent without TLS", () => {
  expect(plainAddress("https://api.telegram.org:8443/bot1:secret")).toBe("http://api.telegram.org/");
});

test.each([200, 302, 511] as const)("a login page that answers %i is seen", async (status) => {
  const page = await startLoginPage(status);
  onTestFinished(page.close);
  expect(await isForeignPage(`${page.url}/`, deps)).toBe(true);
});

test.each([
  ["the service's own way to TLS", "https://127.0.0.1/api"],
  ["a redirect without a place to go", null],
])("%s is no login page", async (_, location) => {
  const headers = location === null ? {} : { location };
  const service = await startScriptedService({ "": { status: 301, body: "", headers } });
  expect(await isForeignPage(`${service.url}/`, deps)).toBe(false);
});

test("a service that answers in JSON, or not at all, is no login page", async () => {
  const service = await startScriptedService({ "": { body: {} } });
  expect(await isForeignPage(`${service.url}/`, deps)).toBe(false);
  expect(await findLoginPage(["https://no-such-name.invalid/v1"], deps)).toBe(false);
});

test("services that are asked without TLS anyway are not asked again", async () => {
  const page = await startLoginPage(200);
  onTestFinished(page.close);
  expect(await findLoginPage([page.url], deps)).toBe(false);
  expect(page.heard).toEqual([]);
});
