import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { type DatabasePool, openDatabase } from "../../../setup/host/open-database.ts";
import { startScriptedService } from "../../unit/handoff/start-scripted-service.ts";
import { createPostgres } from "./start-postgres.ts";

const folder = join(import.meta.dirname, "../../../controlplane");

export interface TestDatabase {
  readonly socketFolder: string;
  /** As the role of the control plane. */
  readonly pool: DatabasePool;
  /** As the superuser, in database postgres. */
  readonly sql: (text: string) => void;
  /** The server ends and comes back; connections are lost. */
  readonly restart: () => Promise<void>;
}

/** A real PostgreSQL with system_ops and its role, as `create-database` makes them; no tables yet. */
export async function startDatabase(onEnd: OnEnd = onTestFinished): Promise<TestDatabase> {
  const postgres = createPostgres(onEnd);
  const start = async () => {
    postgres.start();
    await vi.waitFor(() => postgres.sql("SELECT 1"), { timeout: 60_000, interval: 200 });
  };
  await start();
  postgres.sql("CREATE ROLE system_ops LOGIN NOSUPERUSER");
  postgres.sql("CREATE DATABASE system_ops");
  const access = { socketFolder: postgres.socketFolder, port: 5432, role: "postgres", connections: 5 };
  const admin = openDatabase({ ...access, actAs: null }, "system_ops");
  await admin.query("GRANT USAGE, CREATE ON SCHEMA public TO system_ops");
  await admin.end();
  const pool = openDatabase({ ...access, role: "system_ops", actAs: null }, "system_ops");
  onEnd(() => pool.end());
  const restart = async () => {
    await postgres.stop();
    await start();
  };
  return { socketFolder: postgres.socketFolder, pool, sql: postgres.sql, restart };
}

/** Registers what is to be cleaned up: after one test, or after all tests of a file. */
export type OnEnd = (end: () => void | Promise<void>) => void;

export interface DashboardOptions {
  /** Arguments of node before the settings file. */
  readonly program?: readonly string[];
  readonly onEnd?: OnEnd;
  readonly env?: Record<string, string>;
}

export interface TestDashboard {
  readonly port: number;
  readonly url: string;
  readonly log: () => string;
  readonly runtime: Awaited<ReturnType<typeof startScriptedService>>;
  readonly actionsFolder: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
}

/** The real service as its own process, on free ports, with a certificate made by openssl. */
export async function startDashboard(
  database: TestDatabase,
  { program = [join(folder, "main.ts")], onEnd = onTestFinished, env = {} }: DashboardOptions = {},
): Promise<TestDashboard> {
  const place = mkdtempSync(join(tmpdir(), "clawdie-dashboard-"));
  onEnd(() => rmSync(place, { recursive: true, force: true }));
  const [port, controlPort] = [await freePort(), await freePort()];
  const runtime = await startScriptedService(
    { readyz: { body: { ready: true, failing: [], suppressed: [] } } },
    undefined,
    onEnd,
  );
  const [certificate, key] = [join(place, "certificate.pem"), join(place, "key.pem")];
  makeCertificate(certificate, key);
  const actionsFolder = join(place, "actions");
  mkdirSync(join(actionsFolder, "results"), { recursive: true });
  const values = {
    ...{ DATABASE_SOCKET: database.socketFolder, GATEWAY_URL: runtime.url, CONTROL_PORT: controlPort },
    ...{ DASHBOARD_PORT: port, DASHBOARD_CERTIFICATE: certificate, DASHBOARD_KEY: key },
    ...{ NAMES_PORT: await freePort() },
    ...{ ACTIONS_FOLDER: actionsFolder, CONTROL_TOKEN: "a-token-for-this-test-0123456789abcdefghijkl" },
  };
  const lines = Object.entries(values).map(([name, value]) => `${name}='${value}'\n`);
  writeFileSync(join(place, "control.env"), lines.join(""));
  const service = runService([...program, join(place, "control.env")], onEnd, env);
  await service.start();
  const url = `https://localhost:${port}`;
  return {
    port,
    url,
    runtime,
    actionsFolder,
    ...service,
    get pid() {
      return service.pid();
    },
  };
}

function runService(command: readonly string[], onEnd: OnEnd, env: Record<string, string>) {
  const log: string[] = [];
  let child: ReturnType<typeof spawn> | null = null;
  const start = async () => {
    const process_ = spawn(process.execPath, command, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH: process.env.PATH, LC_ALL: "C", ...env },
    });
    child = process_;
    const from = log.length;
    for (const stream of [process_.stdout, process_.stderr])
      stream.on("data", (chunk) => log.push(String(chunk)));
    await vi.waitUntil(() => log.slice(from).join("").includes("the database answers"), { timeout: 60_000 });
  };
  const stop = async () => {
    if (child === null || child.exitCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  };
  onEnd(() => void child?.kill("SIGKILL"));
  return { start, stop, log: () => log.join(""), pid: () => child?.pid ?? 0 };
}

function makeCertificate(certificate: string, key: string): void {
  const options = [
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-subj",
    "/CN=localhost",
  ];
  const files = ["-keyout", key, "-out", certificate];
  execFileSync("openssl", ["req", "-x509", "-days", "30", ...options, ...files], { stdio: "pipe" });
  chmodSync(key, 0o600);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
