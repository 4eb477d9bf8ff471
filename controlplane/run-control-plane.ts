import { once } from "node:events";
import type { Server } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { probeRuntime } from "../setup/handoff/probe-runtime.ts";
import type { ControlSettings } from "./control-settings.ts";
import { createControlServer } from "./create-server.ts";
import { createDatabaseProbe } from "./database-probe.ts";
import { type Probe, readHealth } from "./read-health.ts";
import { waitForDatabase } from "./wait-for-database.ts";

export interface ControlPlaneDeps {
  /** One line for the service's log. */
  readonly log: (line: string) => void;
  /** Aborting stops it cleanly. */
  readonly signal: AbortSignal;
}

/**
 * Listens at once, so that /health tells what is missing, and serves until the signal is aborted.
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
  await waitForDatabase(database, { sleep, onReason, signal });
  if (!signal.aborted) await once(signal, "abort");
  await closeServer(server);
  deps.log("stopped");
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
