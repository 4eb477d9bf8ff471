import type { Failure } from "../execute/report.ts";
import type { Host } from "../host/host.ts";
import { SetupError } from "../issues/exceptions.ts";
import { buildReadinessPlan, buildRollbackPlan } from "./build-maintenance-plan.ts";
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
import { listSnapshots, type Snapshot } from "./snapshots.ts";

export interface RollbackRequest {
  readonly snapshot: string;
  /** Newer snapshots go away with the rollback; without consent it is refused. */
  readonly discardNewer: boolean;
}

/** What stands in the way of a rollback, or the newer snapshots it removes. Pure. @throws SetupError */
export function judgeRollback(snapshots: readonly Snapshot[], { snapshot, discardNewer }: RollbackRequest) {
  const at = snapshots.findIndex(({ name }) => name === snapshot);
  const found = snapshots[at];
  if (found === undefined) {
    throw new SetupError(`There is no snapshot ${snapshot}`, "The ones there are: clawdie snapshots");
  }
  if (!found.complete) {
    throw new SetupError(
      `${snapshot} does not hold data and log from the same moment`,
      "Choose one that is marked complete: clawdie snapshots",
    );
  }
  const newer = snapshots.slice(at + 1).map(({ name }) => name);
  if (newer.length > 0 && !discardNewer) {
    throw new SetupError(
      `Going back to ${snapshot} removes what is newer: ${newer.join(", ")}`,
      "When that is wanted: add --discard-newer",
    );
  }
  return newer;
}

/** Back to a snapshot, data and log as one; the services run again afterwards. Does not throw for what the box does. */
export async function runRollback(
  request: RollbackRequest,
  host: Host,
  options: MaintenanceOptions,
): Promise<MaintenanceResult> {
  let prepared: { record: MaintenanceRecord; newer: string[] };
  try {
    prepared = await prepare(request, host);
  } catch (error) {
    const failure = describeTrouble("prepare", "Look at snapshots and services", error);
    return { exitCode: maintenanceExits.unusable, snapshot: null, failure, notRestarted: [] };
  }
  const { record, newer } = prepared;
  let trouble = await stopAndRestore(record, newer, host, options);
  const notRestarted = await recover(record.services, host, options);
  trouble ??= await waitUntilReady(record, host, options);
  const failure = trouble?.failure ?? null;
  const exitCode = notRestarted.length > 0 ? maintenanceExits.notRestarted : (trouble?.exitCode ?? 0);
  const result = { exitCode, snapshot: trouble === null ? request.snapshot : null, failure, notRestarted };
  const now = host.now();
  const done: MaintenanceRecord = { ...record, state: "ok", finishedAt: now.toISOString() };
  const ended = exitCode === 0 ? done : failRecord(record, result, now);
  await writeMaintenanceRecord(host, ended).catch(() => undefined);
  return result;
}

/** The mark under which the pool itself records that this rollback was done. Pure. */
export function rollbackMark({ snapshot, startedAt }: Pick<MaintenanceRecord, "snapshot" | "startedAt">) {
  return `${snapshot}/${startedAt}`;
}

async function prepare(request: RollbackRequest, host: Host) {
  const newer = judgeRollback(await listSnapshots(host), request);
  const record: MaintenanceRecord = {
    schema: 1,
    kind: "rollback",
    state: "running",
    startedAt: host.now().toISOString(),
    finishedAt: null,
    snapshot: request.snapshot,
    bootId: await readBootId(host),
    services: await gatherRunning(host),
    message: null,
    cure: "",
  };
  return { record, newer };
}

interface Trouble {
  readonly exitCode: number;
  readonly failure: Failure;
}

async function stopAndRestore(
  record: MaintenanceRecord,
  newer: readonly string[],
  host: Host,
  options: MaintenanceOptions,
): Promise<Trouble | null> {
  const snapshot = record.snapshot ?? "";
  const plan = buildRollbackPlan({ running: record.services, snapshot, newer, mark: rollbackMark(record) });
  try {
    await writeMaintenanceRecord(host, record);
    const { failure } = await runPlan(plan, host, options);
    if (failure === null) return null;
    const kind = plan.steps.find(({ id }) => id === failure.step)?.kind;
    return { exitCode: exitForStep(kind), failure };
  } catch (error) {
    const failure = describeTrouble("record", "Record what is being done", error);
    return { exitCode: maintenanceExits.record, failure };
  }
}

async function waitUntilReady(record: MaintenanceRecord, host: Host, options: MaintenanceOptions) {
  const { failure } = await runPlan(buildReadinessPlan(record.services), host, options);
  return failure === null ? null : { exitCode: maintenanceExits.notReady, failure };
}
