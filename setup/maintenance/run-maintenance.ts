import type { Failure } from "../execute/report.ts";
import type { Host } from "../host/host.ts";
import { InterruptedError } from "../issues/exceptions.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { statusExits } from "../steps/service-state.ts";
import { buildMaintenancePlan } from "./build-maintenance-plan.ts";
import { exitForStep, maintenanceExits } from "./maintenance-exits.ts";
import { type MaintenanceRecord, readBootId, writeMaintenanceRecord } from "./maintenance-record.ts";
import {
  describeTrouble,
  failRecord,
  gatherRunning,
  type MaintenanceOptions,
  type MaintenanceResult,
  recover,
  runPlan,
} from "./maintenance-run.ts";
import { buildSnapshotName } from "./snapshots.ts";

/**
 * Stop, checkpoint, clean shutdown, one snapshot, and only then the reboot. Whatever fails before it ends the whole:
 * what was stopped is started again, and the result says which. Does not throw for what the box does.
 */
export async function runMaintenance(host: Host, options: MaintenanceOptions): Promise<MaintenanceResult> {
  let prepared: Prepared;
  try {
    prepared = await prepare(host);
  } catch (error) {
    const failure = describeTrouble("prepare", "Look at what runs", error);
    return { exitCode: maintenanceExits.unusable, snapshot: null, failure, notRestarted: [] };
  }
  const { record } = prepared;
  const trouble = await stopAndReboot(prepared, host, options);
  if (trouble === null) return { exitCode: 0, snapshot: record.snapshot, failure: null, notRestarted: [] };
  const notRestarted = await recover(record.services, host, options);
  const exitCode = notRestarted.length > 0 ? maintenanceExits.notRestarted : trouble.exitCode;
  const result = { exitCode, snapshot: null, failure: trouble.failure, notRestarted };
  // The result is told in any case; a disk that cannot take the record is what failed in the first place.
  await writeMaintenanceRecord(host, failRecord(record, result, host.now())).catch(() => undefined);
  return result;
}

interface Prepared {
  readonly record: MaintenanceRecord;
  readonly logEnd: string | null;
}

interface Trouble {
  readonly exitCode: number;
  readonly failure: Failure;
}

/** Only reads. @throws when the box cannot be looked at, or its database runs and does not answer. */
async function prepare(host: Host): Promise<Prepared> {
  const running = await gatherRunning(host);
  const now = host.now();
  const record: MaintenanceRecord = {
    schema: 1,
    kind: "reboot",
    state: "running",
    startedAt: now.toISOString(),
    finishedAt: null,
    snapshot: buildSnapshotName("maintenance", now),
    bootId: await readBootId(host),
    services: running,
    message: null,
    cure: "",
  };
  return { record, logEnd: await readLogEnd(host) };
}

/** Null when the database is stopped: what it then has on the disk is judged by its control file. */
async function readLogEnd(host: Host): Promise<string | null> {
  const status = await host.run("rc-service", [boxLayout.services.database, "status"], {
    ...{ allowExit: statusExits, timeoutSeconds: 60 },
  });
  if (status.exitCode === 3) return null;
  const [row] = await host.query("postgres", "SELECT pg_current_wal_insert_lsn()::text AS lsn");
  return String(row?.lsn);
}

async function stopAndReboot(
  { record, logEnd }: Prepared,
  host: Host,
  options: MaintenanceOptions,
): Promise<Trouble | null> {
  const snapshot = record.snapshot ?? "";
  const plan = buildMaintenancePlan({ running: record.services, snapshot, logEnd });
  try {
    await writeMaintenanceRecord(host, record);
    const report = await runPlan(plan, host, options);
    if (report.failure !== null) {
      const kind = plan.steps.find(({ id }) => id === report.failure?.step)?.kind;
      return { exitCode: exitForStep(kind), failure: report.failure };
    }
    if (options.signal?.aborted) return interruptedBeforeReboot();
    await writeMaintenanceRecord(host, { ...record, state: "rebooting" });
  } catch (error) {
    const failure = describeTrouble("record", "Record what was done", error);
    return { exitCode: maintenanceExits.record, failure };
  }
  try {
    await host.run("shutdown", ["-r", "now"], { timeoutSeconds: 60 });
    return null;
  } catch (error) {
    const failure = describeTrouble("reboot", "Restart the computer", error);
    return { exitCode: maintenanceExits.reboot, failure };
  }
}

/** The reboot is no step of the plan, but like each of them it is not begun after an interruption. */
function interruptedBeforeReboot(): Trouble {
  const title = "Restart the computer";
  const error = new InterruptedError(
    `Interrupted before: ${title}`,
    "When it is still wanted, start it again.",
  );
  return { exitCode: maintenanceExits.reboot, failure: describeTrouble("reboot", title, error) };
}
