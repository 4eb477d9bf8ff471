import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createOperatorLink } from "../../../controlplane/auth/operator-link.ts";
import { migrateDatabase } from "../../../controlplane/database/migrate-database.ts";
import { readMigrations } from "../../../controlplane/database/read-migrations.ts";
import { type BrowserSession, createBrowserSession } from "./browser-session.ts";
import { operator, prepareOperator } from "./prepare-operator.ts";
import { startDashboard, startDatabase, type TestDashboard, type TestDatabase } from "./start-dashboard.ts";

const timeout = 120_000;
const wrong = { email: operator.email, password: "not the right sentence" };
const patience = { timeout: 60_000, interval: 200 };

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "localhost");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** Live updates of the overview. `end` waits for two more looks of the box, then leaves. */
async function openStream(port: number, cookie: string) {
  const call = request({
    host: "localhost",
    port,
    path: "/events",
    headers: { cookie },
    rejectUnauthorized: false,
  });
  call.end();
  const [stream] = (await once(call, "response")) as [IncomingMessage];
  const set = String(stream.headers["set-cookie"]);
  const end = async () => {
    let looks = 0;
    for await (const _ of stream) if (++looks === 3) break;
    call.destroy();
  };
  return { set, end };
}

async function waitUntilOpen(dashboard: TestDashboard): Promise<void> {
  await vi.waitUntil(() => canConnect(dashboard.port), patience);
}

describe("with an operator", () => {
  let database: TestDatabase;
  let dashboard: TestDashboard;
  let browser: BrowserSession;
  // One service for all of them: each start takes seconds.
  const ends: (() => void | Promise<void>)[] = [];
  const atTheEnd = (end: () => void | Promise<void>) => void ends.push(end);

  beforeAll(async () => {
    database = await startDatabase(atTheEnd);
    await prepareOperator(database);
    dashboard = await startDashboard(database, { onEnd: atTheEnd });
    await waitUntilOpen(dashboard);
  }, timeout);
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  }, timeout);
  beforeEach(async () => {
    await database.pool.query("DELETE FROM sign_in_attempt");
    browser = createBrowserSession(dashboard.port);
  });

  test("a POST without the Origin of this very page changes nothing", { timeout }, async () => {
    const foreign = [
      null,
      "null",
      "https://evil.example",
      `http://localhost:${dashboard.port}`,
      "https://localhost",
    ];
    for (const origin of foreign) {
      expect((await browser.post("/sign-in", operator, { origin })).status, String(origin)).toBe(403);
    }
    expect(browser.cookies.size).toBe(0);
    expect((await browser.post("/sign-in", operator)).status).toBe(303);
    for (const path of ["/sign-out", "/account/password", "/account/end-session", "/actions/take-snapshot"]) {
      expect((await browser.post(path, {}, { origin: null })).status, path).toBe(403);
    }
    expect((await browser.post("/sign-in", operator, { "content-type": "application/json" })).status).toBe(
      415,
    );
    expect((await browser.get("/")).status).toBe(200);
  });

  test("it answers to its own names and addresses only", { timeout }, async () => {
    for (const host of [
      "evil.example",
      `evil.example:${dashboard.port}`,
      "192.0.2.77",
      "localhost.evil.example",
    ]) {
      expect((await browser.get("/sign-in", { host })).status, host).toBe(421);
    }
    expect((await browser.get("/sign-in", { host: "a b" })).status).toBe(400);
    expect((await browser.get("/sign-in")).status).toBe(200);
  });

  test("nobody can sign up, and none of Better Auth's own routes is there", { timeout }, async () => {
    const routes = [
      "sign-up/email",
      "sign-in/email",
      "get-session",
      "ok",
      "update-user",
      "delete-user",
      "callback/x",
    ];
    for (const prefix of ["/api/auth/", "/auth/", "/"]) {
      for (const route of routes) {
        const form = { email: "new@example.org", password: operator.password, name: "x" };
        const answers = [await browser.post(prefix + route, form), await browser.get(prefix + route)];
        for (const { status, headers } of answers) {
          expect([status, headers.location], prefix + route).toEqual([303, "/sign-in"]);
        }
      }
    }
    const { rows } = await database.pool.query('SELECT email FROM "user"');
    expect(rows).toEqual([{ email: operator.email }]);
  });

  test("every answer forbids inline script, framing and caching", { timeout }, async () => {
    for (const path of ["/sign-in", "/", "/nowhere", "/events"]) {
      const { headers } = await browser.get(path);
      expect(headers["content-security-policy"], path).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers["content-security-policy"]).not.toContain("unsafe");
      expect(headers["cache-control"]).toBe("no-store");
      expect(headers["x-content-type-options"]).toBe("nosniff");
    }
    const { body } = await browser.get("/sign-in");
    expect(body).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/);
  });

  test("the cookie is for HTTPS, for this site and not for scripts; a new sign-in ends the old session", {
    timeout,
  }, async () => {
    const answer = await browser.post("/sign-in", operator);
    expect(String(answer.headers["set-cookie"])).toMatch(/^__Secure-clawdie\.session_token=/);
    for (const word of ["HttpOnly", "Secure", "SameSite=Strict", "Path=/"]) {
      expect(String(answer.headers["set-cookie"])).toContain(word);
    }
    const old = createBrowserSession(dashboard.port);
    for (const [name, value] of browser.cookies) old.cookies.set(name, value);
    expect((await old.get("/")).status).toBe(200);
    expect((await browser.post("/sign-in", operator)).status).toBe(303);
    expect(Object.fromEntries(browser.cookies)).not.toEqual(Object.fromEntries(old.cookies));
    expect((await old.get("/")).headers.location).toBe("/sign-in");
    expect((await browser.get("/")).status).toBe(200);
    await browser.post("/sign-out", {});
    expect(browser.cookies.size).toBe(0);
  });

  test("whoever looks stays signed in: what prolongs the session in the database prolongs the cookie", {
    timeout,
  }, async () => {
    await browser.post("/sign-in", operator);
    const age = () => database.pool.query(`UPDATE session SET "expiresAt" = now() + interval '3 days'`);
    const daysLeft = async () => {
      const left = `SELECT max(extract(epoch FROM "expiresAt" - now())) / 86400 AS days FROM session`;
      return Math.round(Number((await database.pool.query(left)).rows[0]?.days));
    };
    for (const path of ["/", "/account", "/nowhere"]) {
      await age();
      const { headers } = await browser.get(path);
      expect(String(headers["set-cookie"]), path).toMatch(/session_token=.*Max-Age=604800/);
      expect(await daysLeft(), path).toBe(7);
    }
    await age();
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const { set, end } = await openStream(dashboard.port, cookie);
    expect(set).toMatch(/session_token=.*Max-Age=604800/);
    expect(await daysLeft()).toBe(7);
    await age();
    await end();
    expect(await daysLeft(), "a stream that is open cannot renew the cookie").toBe(3);
  });

  test("after thirty attempts an address is locked out, whatever it claims to be, and after a restart", {
    timeout,
  }, async () => {
    const tryWrong = async (from: string) => {
      const claims = { "x-forwarded-for": from, "x-real-ip": from, forwarded: `for=${from}` };
      return (await browser.post("/sign-in", wrong, claims)).status;
    };
    for (const from of ["192.0.2.1", "192.0.2.2"]) expect(await tryWrong(from)).toBe(401);
    const { rows: addresses } = await database.pool.query("SELECT DISTINCT address FROM sign_in_attempt");
    expect(addresses).toHaveLength(1);
    // As if it had gone on like this.
    await database.pool.query(
      "INSERT INTO sign_in_attempt (account_sha256, address) SELECT a.account_sha256, a.address FROM (SELECT * FROM sign_in_attempt LIMIT 1) a, generate_series(1, 27)",
    );
    expect(await tryWrong("192.0.2.30")).toBe(401);
    const locked = async () =>
      (await browser.post("/sign-in", operator, { "x-forwarded-for": "192.0.2.99" })).status;
    expect(await locked()).toBe(429);
    await dashboard.stop();
    await dashboard.start();
    await waitUntilOpen(dashboard);
    expect(await locked()).toBe(429);
    const { rows } = await database.pool.query("SELECT count(*)::int AS n FROM sign_in_attempt");
    expect(rows).toEqual([{ n: 30 }]);
    expect(dashboard.log()).not.toContain("canary-sentence");
  });

  test("a form that is too long and a method that is not ours are refused", { timeout }, async () => {
    expect((await browser.post("/sign-in", { email: "x".repeat(9000) })).status).toBe(413);
    const text = (await browser.get("/assets/style.css")).body + (await browser.get("/assets/live.js")).body;
    expect(text.length + (await browser.get("/sign-in")).body.length).toBeLessThan(150_000);
    expect((await browser.get("/assets/../main.ts")).status).toBe(303);
  });

  test("a new password needs the old one and ends the other sessions", { timeout }, async () => {
    const other = createBrowserSession(dashboard.port);
    for (const one of [browser, other]) await one.post("/sign-in", operator);
    const change = (current: string, password: string, repeat = password) =>
      browser.post("/account/password", { current, password, repeat });
    expect((await change("not the right sentence", "another fine sentence")).status).toBe(400);
    expect((await change(operator.password, "short")).status).toBe(400);
    expect((await change(operator.password, "another fine sentence", "something else")).status).toBe(400);
    expect((await other.get("/account")).status).toBe(200);
    expect((await change(operator.password, "another fine sentence")).headers.location).toBe(
      "/account?done=password",
    );
    expect((await other.get("/account")).headers.location).toBe("/sign-in");
    expect((await browser.get("/account")).status).toBe(200);
    expect((await createBrowserSession(dashboard.port).post("/sign-in", operator)).status).toBe(401);
  });
});

test("nothing listens before there is an operator; a link opens one page, once", { timeout }, async () => {
  const database = await startDatabase();
  const folder = join(import.meta.dirname, "../../../controlplane/migrations");
  await migrateDatabase(database.pool, await readMigrations(folder));
  const dashboard = await startDashboard(database);
  // Two looks of the service at the database.
  await new Promise((resolve) => setTimeout(resolve, 7000));
  expect(await canConnect(dashboard.port)).toBe(false);

  const token = await createOperatorLink(database.pool, operator.email);
  await waitUntilOpen(dashboard);
  const browser = createBrowserSession(dashboard.port);
  expect((await browser.get("/welcome")).status).toBe(200);
  for (const path of ["/", "/sign-in", "/account"]) expect((await browser.get(path)).status, path).toBe(404);
  const { password } = operator;
  const send = (form: object) =>
    browser.post("/welcome", { token: token?.reveal() ?? "", password, repeat: password, ...form });
  expect((await send({ token: "x".repeat(43) })).status).toBe(403);
  expect((await send({ password: "short", repeat: "short" })).status).toBe(400);
  expect((await send({ repeat: "another" })).status).toBe(400);
  expect((await send({})).headers.location).toBe("/sign-in");
  // At once: a browser follows the redirect without waiting.
  expect((await browser.get("/sign-in")).status).toBe(200);
  expect((await send({})).headers.location).toBe("/sign-in");
  expect((await browser.get("/welcome")).headers.location).toBe("/sign-in");
  expect((await browser.post("/sign-in", operator)).status).toBe(303);
  const { rows } = await database.pool.query("SELECT 1 FROM operator_link");
  expect(rows).toEqual([]);
});
