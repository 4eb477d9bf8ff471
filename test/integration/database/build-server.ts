import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import {
  renderHostAccess,
  renderIdentityMap,
  renderPostgresConfig,
} from "../../../setup/config-files/render-postgres-config.ts";
import { readAccountNames } from "../../../setup/host/account-names.ts";
import type { Host } from "../../../setup/host/host.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

const programs = "/usr/lib/postgresql";

/** The newest PostgreSQL installed here, e.g. "17"; null when there is none, or no right to start it as its account. */
export function findPostgres(): string | null {
  if (process.getuid?.() !== 0 || !existsSync(programs)) return null;
  const versions = readdirSync(programs).filter((name) => existsSync(join(programs, name, "bin/initdb")));
  return versions.sort((a, b) => Number(a) - Number(b)).at(-1) ?? null;
}

export interface TestServer {
  readonly host: Host;
  readonly socketFolder: string;
  start(): Promise<void>;
}

/** A temporary root with this machine's accounts and the box's own database configuration. */
export async function buildServer(version: string): Promise<TestServer> {
  const files = ["/etc/passwd", "/etc/group"].map((path) => [path, readFileSync(path, "utf8")]);
  const root = await buildTempRoot(Object.fromEntries(files));
  const { uid, gid } = (await readAccountNames("/")).account("postgres");
  const socketFolder = join(root, "run");
  const configFolder = join(root, boxLayout.pgConfig);
  const host = createLinuxHost(root, { database: { socketFolder, port: 5432, role: "postgres" } });
  const owner = { owner: "postgres", group: "postgres" };
  for (const path of [boxLayout.pgData, boxLayout.pgWal])
    await host.makeFolder(path, { mode: 0o700, ...owner });
  for (const path of [boxLayout.pgConfig, "/run"]) await host.makeFolder(path, { mode: 0o755, ...owner });
  const places = { dataFolder: join(root, boxLayout.pgData), configFolder, socketFolder };
  // The account nobody stands for a service that may act as one role.
  const mappings = [
    ...["postgres", "root"].map((account) => ({ account, role: "postgres" })),
    { account: "nobody", role: "system_brain" },
  ];
  writeFileSync(join(configFolder, "postgresql.conf"), renderPostgresConfig(places, 2 * 1024 ** 3));
  writeFileSync(join(configFolder, "pg_hba.conf"), renderHostAccess());
  writeFileSync(join(configFolder, "pg_ident.conf"), renderIdentityMap(mappings));
  const start = () => startServer(join(programs, version, "bin/postgres"), configFolder, uid, gid);
  return { host, socketFolder, start };
}

async function startServer(program: string, configFolder: string, uid: number, gid: number): Promise<void> {
  const args = ["-c", `config_file=${configFolder}/postgresql.conf`, "-c", "log_destination=stderr"];
  const server = spawn(program, args, {
    uid,
    gid,
    stdio: ["ignore", "ignore", "pipe"],
    env: { LC_ALL: "C" },
  });
  const ended = once(server, "exit");
  onTestFinished(async () => {
    server.kill("SIGINT");
    await ended;
  });
}
