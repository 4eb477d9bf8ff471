import { type ExecuteOptions, executePlan } from "../execute/execute-plan.ts";
import { createJournal } from "../execute/journal.ts";
import { describeError, type Failure, type Report } from "../execute/report.ts";
import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import type { Plan } from "../plan/plan.ts";
import { maintenanceHandlers } from "../steps/maintenance-handlers.ts";
import { mountDataset } from "../steps/mount-dataset.ts";
import { readServiceState } from "../steps/service-state.ts";
import { startService } from "../steps/start-service.ts";
import { waitForService } from "../steps/wait-for-service.ts";
import { buildRecoveryPlans, maintainedServices } from "./build-maintenance-plan.ts";
import { type MaintenanceRecord, readBootId, readMaintenanceRecord } from "./maintenance-record.ts";

export interface MaintenanceOptions {
  readonly onEvent?: NonNullable<ExecuteOptions["onEvent"]>;
  /** Aborting ends before the next step; what was stopped is started again. */
  readonly signal?: AbortSignal;
}

/** How a maintenance ended, for the person who asked for it. */
export interface MaintenanceResult {
  /** 0, or one of `maintenanceExits`. */
  readonly exitCode: number;
  readonly snapshot: string | null;
  readonly failure: Failure | null;
  /** What was stopped and could not be started again. */
  readonly notRestarted: readonly string[];
}

const handlers = {
  ...maintenanceHandlers,
  "mount-dataset": mountDataset,
  "start-service": startService,
  "wait-for-service": waitForService,
};

export function runPlan(plan: Plan, host: Host, options: MaintenanceOptions): Promise<Report> {
  return executePlan(plan, handlers, host, { ...options, journal: createJournal(host, boxLayout.journal) });
}

/**
 * Services that are not stopped now, and those which an earlier attempt in this same start of the computer stopped
 * and did not start again, because it was killed or could not.
 */
export async function gatherRunning(host: Host): Promise<string[]> {
  const running: string[] = [];
  for (const service of maintainedServices) {
    if ((await readServiceState(service, host)) !== "stopped") running.push(service);
  }
  const earlier = await readMaintenanceRecord(host);
  if (earlier === null || earlier.state === "ok" || earlier.bootId !== (await readBootId(host)))
    return running;
  return maintainedServices.filter((name) => running.includes(name) || earlier.services.includes(name));
}

/** Mounts and starts everything that was there before, each tried whatever became of the others. @returns what failed. */
export async function recover(running: readonly string[], host: Host, options: MaintenanceOptions) {
  const failed: string[] = [];
  for (const plan of buildRecoveryPlans(running)) {
    const { onEvent } = options;
    const report = await runPlan(plan, host, onEvent === undefined ? {} : { onEvent });
    if (report.outcome !== "done") failed.push(plan.steps[0]?.title ?? plan.name);
  }
  return failed;
}

/** A failure outside any step: reading, recording, the reboot itself. */
export function describeTrouble(id: string, title: string, error: unknown): Failure {
  return describeError({ id, title }, error);
}

/** The record as it is after a failure. Pure. */
export function failRecord(
  record: MaintenanceRecord,
  result: Pick<MaintenanceResult, "failure" | "notRestarted">,
  now: Date,
): MaintenanceRecord {
  const restart =
    result.notRestarted.length === 0 ? "" : ` Not running again: ${result.notRestarted.join("; ")}.`;
  return {
    ...record,
    state: "failed",
    finishedAt: now.toISOString(),
    message: `${result.failure?.title ?? "It"}: ${result.failure?.message ?? "failed"}.${restart}`,
    cure: result.notRestarted.length === 0 ? (result.failure?.hint ?? "") : "sudo clawdie doctor --fix",
  };
}
