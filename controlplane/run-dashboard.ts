import { randomBytes } from "node:crypto";
import { networkInterfaces } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { probeRuntime } from "../setup/handoff/probe-runtime.ts";
import type { Host } from "../setup/host/host.ts";
import { createLinuxHost } from "../setup/host/linux-host.ts";
import type { DatabasePool } from "../setup/host/open-database.ts";
import { SetupError } from "../setup/issues/exceptions.ts";
import { Secret } from "../setup/issues/secret.ts";
import { probeSpending } from "../setup/spending/probe-spending.ts";
import { gatherMachine } from "../setup/status/gather-machine.ts";
import { programVersion } from "../setup/status/program-version.ts";
import { requestAction } from "./actions/request-action.ts";
import { createAuth } from "./auth/create-auth.ts";
import { readDashboardMode } from "./auth/read-dashboard-mode.ts";
import type { ControlSettings } from "./control-settings.ts";
import { createNameResponder } from "./names/create-name-responder.ts";
import type { Probe } from "./read-health.ts";
import type { ControlPlaneDeps } from "./run-control-plane.ts";
import { createViewSource } from "./view/create-view-source.ts";
import { gatherView } from "./view/gather-view.ts";
import { samplePool } from "./view/sample-pool.ts";
import { createDashboardGate, type DashboardGate } from "./web/create-dashboard-gate.ts";
import { createDashboardServer } from "./web/create-dashboard-server.ts";
import type { Dashboard } from "./web/dashboard.ts";
import { readAssets } from "./web/read-assets.ts";

const lookEveryMs = 3000;
/** Ten minutes: the sample itself is one an hour. */
const sampleRounds = 200;
/** Below the four seconds between two live updates. */
const freshMs = 2500;

/** Serves the dashboard while there is an operator or a link for one; returns when the signal is aborted. */
export async function runDashboard(
  settings: ControlSettings,
  pool: DatabasePool,
  database: Probe,
  deps: ControlPlaneDeps,
): Promise<void> {
  const { log, signal } = deps;
  const { certificatePath, keyPath, port } = settings.dashboard;
  const host = createLinuxHost();
  const readPem = async (path: string) => {
    const pem = await host.readFile(path);
    if (pem === null) throw new SetupError(`${path} is missing`, "Make it again: sudo clawdie apply");
    return pem.toString("utf8");
  };
  const gate: DashboardGate = createDashboardGate({
    ...{ port, log, readMode: () => readDashboardMode(pool) },
    readIdentity: async () => ({
      certificate: await readPem(certificatePath),
      key: new Secret(await readPem(keyPath)),
    }),
    createServer: async (identity) =>
      createDashboardServer(await buildDashboard(settings, pool, database, deps, () => gate), identity),
  });
  const names = createNameResponder({
    ...{ hostname: await readHostname(host), port: settings.dashboard.namesPort },
    ...{ interfaces: networkInterfaces, log },
  });
  let told = "";
  for (let round = 0; !signal.aborted; round += 1) {
    const problem = await gate.look().then(
      () => "",
      (error: Error) => error.message,
    );
    if (problem !== "" && problem !== told) log(`the dashboard cannot be served: ${problem}`);
    told = problem;
    // A link names the address; the name is for the operator.
    void names.set(gate.mode() === "open");
    if (round % sampleRounds === 0) await keepSample(host, pool).catch(() => undefined);
    await delay(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
  await Promise.all([gate.close(), names.set(false)]);
}

async function readHostname(host: Host): Promise<string> {
  return (await host.readFile("/proc/sys/kernel/hostname"))?.toString("utf8").trim() ?? "clawdie";
}

async function keepSample(host: Host, pool: DatabasePool): Promise<void> {
  await samplePool(pool, (await gatherMachine(host)).pool);
}

async function buildDashboard(
  settings: ControlSettings,
  pool: DatabasePool,
  database: Probe,
  { log, signal, programFolder }: ControlPlaneDeps,
  gate: () => DashboardGate,
): Promise<Dashboard> {
  const { sessionSecret, certificatePath, actionsFolder } = settings.dashboard;
  const host = createLinuxHost();
  const hostname = await readHostname(host);
  const probeDatabase = async () => (await database()) === "";
  const status = {
    version: programVersion,
    probeRuntime: () => probeRuntime(settings.gatewayUrl),
    probeDatabase,
    probeSpending: () => probeSpending(settings.spendingUrl, fetch),
  };
  const gather = () => gatherView({ host, pool, status, certificatePath, actionsFolder });
  // The sign-in page is there before the browser is sent to it; the firewall, open for the link so far, takes its time.
  const open = async () => {
    requestAction(actionsFolder, "open-dashboard", signal).catch((error: Error) =>
      log(`the firewall could not be opened for good: ${error.message}`),
    );
    await gate()
      .look()
      .catch((error: Error) => log(`the dashboard cannot be served: ${error.message}`));
  };
  return {
    auth: createAuth(pool, sessionSecret ?? new Secret(randomBytes(32).toString("base64url"))),
    view: createViewSource(gather, freshMs, () => performance.now()),
    assets: await readAssets(`${programFolder}/assets`),
    names: [hostname, `${hostname}.local`, "localhost"].map((name) => name.toLowerCase()),
    ...{ pool, actionsFolder, log, signal },
    mode: () => gate().mode(),
    onOperator: open,
  };
}
