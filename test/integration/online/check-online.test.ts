import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, onTestFinished, test } from "vitest";
import { findFreePort } from "../../../iso/vm/find-free-port.ts";
import { type CheckReport, runCheck } from "../../../setup/commands/check.ts";
import { readProfiles } from "../../../setup/settings/read-profiles.ts";
import { canaries } from "../../build-settings.ts";
import { buildSetupText } from "../../build-setup-text.ts";
import { makeCertificate } from "../../stand-ins/network/make-certificate.ts";
import { startLoginPage } from "../../stand-ins/network/start-login-page.ts";
import { startProxyServer } from "../../stand-ins/network/start-proxy-server.ts";
import { startOpenRouter } from "../../stand-ins/openrouter/start-openrouter.ts";
import { startTelegram } from "../../stand-ins/telegram/start-telegram.ts";

const adminId = 424242424;
const profile = (await readProfiles()).balanced;
const models = Object.values(profile).flat();
/** A key with a limit: nothing about it is worth a warning. */
const credit = { limit: 20, usage: 7.5, isFreeTier: false };
const printed: string[] = [];

/** Whatever was printed in a test, no secret was in it. */
afterEach(() => {
  const all = printed.splice(0).join("\n");
  expect(all).not.toBe("");
  for (const secret of [canaries.openRouterKey, canaries.telegramToken, "canary-proxy-password"]) {
    expect(all).not.toContain(secret);
    expect(all).not.toContain(encodeURIComponent(secret));
  }
});

async function startServices(options: { webhook?: string; hidden?: string[] } = {}) {
  const telegram = await startTelegram({
    botToken: canaries.telegramToken,
    botUsername: "clawdie_box_bot",
    users: [{ id: adminId }],
    ...(options.webhook === undefined ? {} : { webhook: options.webhook }),
  });
  const openRouter = await startOpenRouter({
    apiKey: canaries.openRouterKey,
    models,
    credit,
    hidden: options.hidden ?? [],
  });
  onTestFinished(async () => {
    await Promise.all([telegram.close(), openRouter.close()]);
  });
  return { telegram, openRouter, roots: { telegram: telegram.url, model: openRouter.baseUrl } };
}

interface Run {
  readonly roots: { readonly telegram: string; readonly model: string };
  readonly keys?: Readonly<Record<string, string | null>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
}

async function check({ roots, keys = {}, env = {}, now }: Run) {
  const folder = mkdtempSync(join(tmpdir(), "clawdie-online-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "setup.txt");
  const addresses = { TELEGRAM_API_ROOT: roots.telegram, OPENROUTER_BASE_URL: roots.model };
  writeFileSync(path, buildSetupText({ ...addresses, ...keys }));
  const run = async (...more: string[]) => {
    let text = "";
    const write = (part: string) => {
      text += part;
      printed.push(part);
    };
    const io = { stdout: write, stderr: write, cwd: () => "/", color: false, env };
    return { exitCode: await runCheck([path, "--online", ...more], io, now), text };
  };
  const { exitCode, text } = await run("--json");
  const report = JSON.parse(text) as CheckReport;
  const codes = (report.online?.checks ?? []).map(({ code, outcome }) => `${outcome} ${code}`);
  return { exitCode, report, codes, human: () => run() };
}

test("everything is served: all is ok, and what cannot be known is said to be not checked", async () => {
  const { telegram, roots } = await startServices();
  const { exitCode, report, codes, human } = await check({ roots });
  expect(codes).toEqual([
    "ok network.ok",
    "ok clock.ok",
    "ok telegram.ok",
    "not-checked readers.not-checked",
    "ok model.ok",
    "ok models.ok",
  ]);
  expect(exitCode).toBe(0);
  expect(report.online?.checks.find(({ code }) => code === "model.ok")?.message).toContain(
    "12.50 of its limit of 20.00 US dollars",
  );
  expect(telegram.sent).toEqual([]);
  expect(telegram.calls.map(({ method }) => method)).not.toContain("getUpdates");
  const { text } = await human();
  expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
});

test("another program's messages are not taken, and its poll is not disturbed", async () => {
  const { telegram, roots } = await startServices();
  const leaving = new AbortController();
  const url = `${telegram.url}/bot${canaries.telegramToken}/getUpdates?timeout=50`;
  const poll = fetch(url, { signal: leaving.signal });
  await expect.poll(() => telegram.isPolled(), { timeout: 10_000 }).toBe(true);
  await check({ roots });
  telegram.userSays(adminId, "for the other program");
  expect(await (await poll).json()).toMatchObject({
    result: [{ message: { text: "for the other program" } }],
  });
});

test.each([
  ["token-revoked", "failed telegram.token-refused", 2],
  ["not-started", "failed telegram.not-started", 0],
  ["chat-not-found", "failed telegram.not-started", 0],
  ["blocked", "failed telegram.blocked", 0],
  ["conflict", "failed telegram.conflict", 0],
  ["rate-limited", "failed telegram.rate-limited", 0],
  ["server-error", "failed telegram.service-error", 0],
  ["cut", "failed telegram.unreachable", 0],
] as const)("Telegram: %s is %s and ends with %i", async (kind, wanted, code) => {
  const { telegram, roots } = await startServices();
  telegram.setFault({ kind, methods: kind === "token-revoked" ? ["getMe"] : ["sendChatAction"] });
  const { exitCode, codes, report } = await check({ roots });
  expect(codes).toContain(wanted);
  expect(exitCode).toBe(code);
  expect(report.decision).toBe(code === 2 ? "reject" : "accept-with-warnings");
});

test.each([
  ["key-refused", "failed model.key-refused", 2],
  ["no-credit", "failed model.no-credit", 0],
  ["rate-limited", "failed model.rate-limited", 0],
  ["server-error", "failed model.service-error", 0],
  ["cut", "failed model.unreachable", 0],
] as const)("the model service: %s is %s and ends with %i", async (kind, wanted, code) => {
  const { openRouter, roots } = await startServices();
  openRouter.setFault({ kind, retryAfterSeconds: 90 });
  const { exitCode, codes } = await check({ roots });
  expect(codes).toContain(wanted);
  expect(exitCode).toBe(code);
});

test("how long a service wants us to wait is told", async () => {
  const { telegram, openRouter, roots } = await startServices();
  telegram.setFault({ kind: "rate-limited", retryAfterSeconds: 17 });
  openRouter.setFault({ kind: "rate-limited", retryAfterSeconds: 300 });
  const { report } = await check({ roots });
  const said = report.online?.checks.map(({ message }) => message).join("\n");
  expect(said).toContain("wait 17 s");
  expect(said).toContain("wait 5 min");
});

test("a slow service is waited for", async () => {
  const { telegram, openRouter, roots } = await startServices();
  telegram.setFault({ kind: "slow", delaySeconds: 0.3 });
  openRouter.setFault({ kind: "slow", delaySeconds: 0.3 });
  expect((await check({ roots })).codes).toEqual(
    expect.arrayContaining(["ok telegram.ok", "ok model.ok", "ok models.ok"]),
  );
});

test.each([
  [{ limit: null }, "ok model.ok", 0],
  [{ isFreeTier: true }, "ok model.free-tier", 0],
  [{ expiresAt: "2027-01-01T00:00:00Z" }, "ok model.expires", 0],
  [{ usage: 20 }, "failed model.no-credit", 0],
  [{ isManagementKey: true }, "failed model.management-key", 2],
] as const)("a key with %j is %s and ends with %i", async (change, wanted, code) => {
  const { openRouter, roots } = await startServices();
  openRouter.setCredit({ ...credit, ...change });
  const { exitCode, codes, report } = await check({ roots });
  expect(codes).toContain(wanted);
  expect(exitCode).toBe(code);
  expect(report.settings === null).toBe(code === 2);
});

test("a webhook of another program is named by its host", async () => {
  const { roots } = await startServices({ webhook: "https://bots.example/hook/canary-hook" });
  const { report, codes } = await check({ roots });
  expect(codes).toContain("ok readers.webhook");
  expect(JSON.stringify(report)).toContain("bots.example");
  expect(JSON.stringify(report)).not.toContain("canary-hook");
});

test("a first choice that is not served to this key is told with what the box will use", async () => {
  const [first = "", second = ""] = profile.chat;
  const { roots } = await startServices({ hidden: [first] });
  const { codes, report } = await check({ roots });
  expect(codes).toContain("ok models.would-move");
  expect(JSON.stringify(report.online)).toContain(`chat ${second} instead of ${first}`);
});

test.each([
  [{ CHAT_MODEL: "gone/model" }, "ok models.retired", "accept-with-warnings"],
  [
    { CHAT_MODEL: "gone/model", FALLBACK_MODEL: "gone/too" },
    "failed models.none-served",
    "accept-with-warnings",
  ],
] as const)("%j, chosen by hand and not served, is %s", async (keys, wanted, decision) => {
  const { roots } = await startServices();
  const { codes, report } = await check({ roots, keys });
  expect(codes).toContain(wanted);
  expect(report.decision).toBe(decision);
});

test.each([200, 302, 511] as const)(
  "a login page that answers %i is named, and the rest is not checked",
  async (status) => {
    const page = await startLoginPage(status);
    onTestFinished(page.close);
    const { exitCode, codes } = await check({
      roots: { telegram: page.url, model: `${page.url}/api/v1` },
    });
    expect(codes).toEqual([
      "failed network.login-page",
      "not-checked clock.not-checked",
      "not-checked telegram.not-checked",
      "not-checked model.not-checked",
      "not-checked models.not-checked",
    ]);
    expect(exitCode).toBe(0);
  },
);

test("only one service behind a page is that service's trouble", async () => {
  const page = await startLoginPage(200);
  onTestFinished(page.close);
  const { roots } = await startServices();
  const { codes } = await check({ roots: { ...roots, model: `${page.url}/v1` } });
  expect(codes).toEqual(expect.arrayContaining(["ok network.ok", "failed model.login-page"]));
});

test("a stranger's certificate is named, and hears nothing", async () => {
  const { key, cert } = makeCertificate(1);
  const heard: string[] = [];
  const server = createServer({ key, cert }, (request) => void heard.push(request.url ?? ""));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const root = `https://localhost:${(server.address() as AddressInfo).port}`;
  const { codes, exitCode } = await check({ roots: { telegram: root, model: `${root}/v1` } });
  expect(codes[0]).toBe("failed network.intercepted");
  expect(exitCode).toBe(0);
  expect(heard).toEqual([]);
});

test.each([
  ["http://no-such-name.invalid", "failed network.no-name"],
  [`http://127.0.0.1:${await findFreePort()}`, "failed network.unreachable"],
])("%s is %s; what was not seen is not checked, never ok, and rejects nothing", async (root, wanted) => {
  const { codes, exitCode } = await check({ roots: { telegram: root, model: `${root}/v1` } });
  expect(codes[0]).toBe(wanted);
  expect(codes.slice(1).every((code) => code.startsWith("not-checked "))).toBe(true);
  expect(exitCode).toBe(0);
});

test.each([
  ["1970-01-01T00:10:00Z", "57 years (slow)"],
  ["2038-01-19T03:14:00Z", "(fast)"],
])("a clock that says %s is wrong by %s", async (time, wanted) => {
  const { roots } = await startServices();
  const { codes, report, exitCode } = await check({ roots, now: () => new Date(time) });
  expect(codes).toContain("failed clock.wrong");
  expect(codes).toContain("not-checked model.not-checked");
  expect(exitCode).toBe(0);
  const years = Math.round((Date.now() - Date.parse(time)) / 31_556_952_000);
  const text = report.online?.checks.find(({ name }) => name === "clock")?.message;
  expect(text).toContain(wanted.replace("57 years", `${years} years`));
});

test("a file that has to be corrected is not taken to anybody", async () => {
  const { telegram, openRouter, roots } = await startServices();
  const { codes, exitCode } = await check({ roots, keys: { TELEGRAM_ADMIN_ID: null } });
  expect(codes).toEqual(["not-checked network.not-checked"]);
  expect(exitCode).toBe(2);
  expect([...telegram.calls, ...openRouter.requests]).toEqual([]);
});

test("a proxy of this computer is used, and the box's need to go without is told", async () => {
  const proxy = await startProxyServer();
  onTestFinished(proxy.close);
  const { roots } = await startServices();
  const { codes } = await check({ roots, env: { HTTP_PROXY: proxy.url } });
  expect(proxy.asked.length).toBeGreaterThan(3);
  expect(codes).toEqual(expect.arrayContaining(["ok network.proxy", "ok telegram.ok", "ok model.ok"]));
});

test("addresses of NO_PROXY are asked directly", async () => {
  const proxy = await startProxyServer();
  onTestFinished(proxy.close);
  const { roots } = await startServices();
  const { codes } = await check({ roots, env: { HTTP_PROXY: proxy.url, NO_PROXY: "127.0.0.1" } });
  expect(proxy.asked).toEqual([]);
  expect(codes[0]).toBe("ok network.ok");
});

test.each([["is not there", `http://user:canary-proxy-password@127.0.0.1:${await findFreePort()}`]])(
  "a proxy that %s is named, without its password",
  async (_, proxy) => {
    const { roots } = await startServices();
    const { codes } = await check({ roots, env: { HTTP_PROXY: proxy } });
    expect(codes[0]).toBe("failed network.proxy-refused");
  },
);

test.each(["https", "http"])("a proxy that refuses is named (%s)", async (scheme) => {
  const proxy = await startProxyServer(true);
  onTestFinished(proxy.close);
  const roots = { telegram: `${scheme}://telegram.invalid`, model: `${scheme}://model.invalid/v1` };
  const { codes } = await check({ roots, env: { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url } });
  expect(proxy.asked.some((line) => line.startsWith("CONNECT ")) || scheme === "http").toBe(true);
  expect(codes[0]).toBe("failed network.proxy-refused");
});
