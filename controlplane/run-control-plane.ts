import { once } from "node:events";
import type { Server } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { probeRuntime } from "../setup/handoff/probe-runtime.ts";
import { type DatabasePool, openDatabase } from "../setup/host/open-database.ts";
import { SetupError } from "../setup/issues/exceptions.ts";
import type { ControlSettings } from "./control-settings.ts";
import { createControlServer } from "./create-server.ts";
import { migrateDatabase } from "./database/migrate-database.ts";
import { readMigrations } from "./database/read-migrations.ts";
import { createDatabaseProbe } from "./database-probe.ts";
import { type Probe, readHealth } from "./read-health.ts";
import { runDashboard } from "./run-dashboard.ts";
import { waitForDatabase } from "./wait-for-database.ts";

export interface ControlPlaneDeps {
  /** One line for the service's log. */
  readonly log: (line: string) => void;
  /** Aborting stops it cleanly. */
  readonly signal: AbortSignal;
  /** Where `migrations/` and `assets/` lie. */
  readonly programFolder: string;
}

const connections = 5;
const retrySeconds = 15;

/**
 * Listens on loopback at once, so that /health tells what is missing; then brings the database up to date and serves the
 * dashboard while there is an operator, until the signal is aborted.
 * @throws when the port is taken.
 */
export async function runControlPlane(settings: ControlSettings, deps: ControlPlaneDeps): Promise<void> {
  const access = { socketFolder: settings.socketFolder, port: 5432, role: settings.role };
  const database = createDatabaseProbe(access, settings.database);
  const runtime = createRuntimeProbe(settings.gatewayUrl);
  const server = createControlServer(() => readHealth({ database, runtime }));
  server.listen(settings.port, settings.address);
  await once(server, "listening");
  deps.log(`listening on ${settings.address}:${settings.port}`);
  const { signal } = deps;
  const sleep = (seconds: number) => delay(seconds * 1000, undefined, { signal }).catch(() => undefined);
  const onReason = (reason: string) =>
    deps.log(reason === "" ? "the database answers" : `the database ${reason}`);
  const pool = openDatabase({ ...access, actAs: null, connections }, settings.database);
  try {
    const prepare = async () => {
      await waitForDatabase(database, { sleep, onReason, signal });
      return signal.aborted || (await updateDatabase(pool, deps));
    };
    while (!(await prepare())) await sleep(retrySeconds);
    await runDashboard(settings, pool, database, deps);
  } finally {
    await closeServer(server);
    await pool.end();
  }
  deps.log("stopped");
}

/** False when it could not be done now: the database went away, or does not fit this version, which /health still serves. */
async function updateDatabase(
  pool: DatabasePool,
  { log, programFolder }: ControlPlaneDeps,
): Promise<boolean> {
  try {
    const migrations = await readMigrations(`${programFolder}/migrations`);
    for (const name of await migrateDatabase(pool, migrations)) log(`applied migration ${name}`);
    return true;
  } catch (error) {
    log(
      error instanceof SetupError
        ? `${error.message}. ${error.hint}`
        : "the database could not be brought up to date",
    );
    return false;
  }
}

function createRuntimeProbe(gatewayUrl: string): Probe {
  return async () => {
    const { state, reasons } = await probeRuntime(gatewayUrl);
    return state === "ready" ? "" : [state, ...reasons].join(" ");
  };
}

/** Answers under way are finished, idle connections are not waited for. */
async function closeServer(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  await closed;
}
