import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Health } from "../../../controlplane/read-health.ts";
import { probeControlPlane } from "../../../setup/status/probe-control-plane.ts";
import { startScriptedService } from "../../unit/handoff/start-scripted-service.ts";
import { createPostgres } from "./start-postgres.ts";

const main = join(import.meta.dirname, "../../../controlplane/main.ts");
const ready = { body: { ready: true, failing: [], suppressed: [] } };

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function startControlPlane(values: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), "clawdie-control-"));
  const port = await freePort();
  const text = Object.entries({ ...values, CONTROL_PORT: String(port), OPENROUTER_API_KEY: "canary-key" })
    .map(([key, value]) => `${key}='${value}'\n`)
    .join("");
  writeFileSync(join(folder, "control.env"), text);
  const child = spawn(process.execPath, [main, join(folder, "control.env")], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  const log: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => log.push(String(chunk)));
  await vi.waitUntil(() => log.join("").includes("listening"), { timeout: 60_000 });
  return { child, log, url: `http://127.0.0.1:${port}` };
}

async function stop(child: ChildProcess): Promise<number | null> {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
  return child.exitCode;
}

async function readHealth(url: string) {
  const response = await fetch(`${url}/health`);
  return { status: response.status, body: (await response.json()) as Health };
}

test("health follows the database and the runtime, and a stop is clean", { timeout: 180_000 }, async () => {
  const postgres = createPostgres();
  const runtime = await startScriptedService({ readyz: ready });
  const { child, log, url } = await startControlPlane({
    DATABASE_SOCKET: postgres.socketFolder,
    GATEWAY_URL: runtime.url,
  });

  expect(await readHealth(url)).toEqual({
    status: 503,
    body: {
      ok: false,
      checks: { database: { ok: false, reason: "does not answer" }, runtime: { ok: true, reason: "" } },
    },
  });

  postgres.start();
  await vi.waitFor(() => postgres.sql("SELECT 1"), { timeout: 60_000, interval: 200 });
  const before = await readHealth(url);
  expect(before.body.checks.database).toEqual({ ok: false, reason: "refuses the role of the control plane" });

  postgres.sql("CREATE ROLE system_ops LOGIN");
  expect((await readHealth(url)).body.checks.database.reason).toBe("has no database system_ops yet");
  postgres.sql("CREATE DATABASE system_ops OWNER system_ops");
  expect(await readHealth(url)).toMatchObject({ status: 200, body: { ok: true } });
  await vi.waitUntil(() => log.join("").includes("the database answers"), { timeout: 60_000 });

  runtime.answers.readyz = { body: { ready: true, failing: [], suppressed: ["telegram"] } };
  expect(await readHealth(url)).toMatchObject({
    status: 503,
    body: { checks: { runtime: { ok: false, reason: "suppressed telegram" } } },
  });

  await postgres.stop();
  expect((await readHealth(url)).body.checks.database.ok).toBe(false);
  expect(await stop(child)).toBe(0);
  expect(log.join("")).not.toContain("canary-key");
});

test("there is no other route, no other method, and a stop while it waits for the database is clean", async () => {
  const { child, url } = await startControlPlane({
    DATABASE_SOCKET: "/nonexistent",
    GATEWAY_URL: "http://127.0.0.1:9",
  });
  for (const path of ["/", "/healthz", "/health/", "/../etc/passwd"]) {
    expect((await fetch(`${url}${path}`)).status).toBe(404);
  }
  expect((await fetch(`${url}/health?x=1`)).status).toBe(503);
  expect((await fetch(`${url}/health`, { method: "POST", body: "x" })).status).toBe(405);
  expect(await stop(child)).toBe(0);
});

test("with a database and a runtime that accept and say nothing, it is not the control plane that does not answer", async () => {
  const folder = mkdtempSync(join(tmpdir(), "clawdie-silent-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const port = await startSilent(0);
  await startSilent(join(folder, ".s.PGSQL.5432"));
  const { url } = await startControlPlane({
    DATABASE_SOCKET: folder,
    GATEWAY_URL: `http://127.0.0.1:${port}`,
  });
  expect(await probeControlPlane(url, fetch)).toBe(false);
});

/** Listens on a port or a unix socket, takes every connection and never answers. Resolves to its port. */
async function startSilent(where: number | string): Promise<number> {
  const open = new Set<Socket>();
  const server = createServer((socket) => void open.add(socket.on("error", () => {})));
  server.listen(where);
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
