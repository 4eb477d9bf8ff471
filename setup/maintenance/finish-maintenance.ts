import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { restoredProperty } from "../steps/restore-snapshot.ts";
import { buildReadinessPlan, buildRetentionPlan } from "./build-maintenance-plan.ts";
import {
  type MaintenanceRecord,
  readBootId,
  readMaintenanceRecord,
  writeMaintenanceRecord,
} from "./maintenance-record.ts";
import { runPlan } from "./maintenance-run.ts";
import { rollbackMark } from "./run-rollback.ts";
import { listSnapshots, selectExpired } from "./snapshots.ts";

/**
 * After every start of the computer: was a maintenance under way when it went down? Then the services it had stopped
 * are waited for, and how it went is recorded. Old snapshots are removed only after all was well.
 * @returns the new record, or null when there was nothing to finish.
 */
export async function finishMaintenance(host: Host): Promise<MaintenanceRecord | null> {
  const record = await readMaintenanceRecord(host);
  if (record === null || (record.state !== "running" && record.state !== "rebooting")) return null;
  // Still the same start: it is under way, or its process was killed and the next attempt goes on.
  if (record.bootId === (await readBootId(host))) return null;
  const ended = await judgeEnding(record, host);
  await writeMaintenanceRecord(host, ended);
  if (ended.state === "ok") await removeExpired(host);
  return ended;
}

async function judgeEnding(record: MaintenanceRecord, host: Host): Promise<MaintenanceRecord> {
  const { failure } = await runPlan(buildReadinessPlan(record.services), host, {});
  const finishedAt = host.now().toISOString();
  if (failure !== null) {
    const message = `After the restart: ${failure.message}`;
    return { ...record, state: "failed", finishedAt, message, cure: failure.hint };
  }
  if (record.state === "rebooting") return { ...record, state: "ok", finishedAt };
  const message = await describeInterruption(record, host);
  return {
    ...record,
    state: "interrupted",
    finishedAt,
    message,
    cure: "When it is still wanted, start it again.",
  };
}

async function describeInterruption(record: MaintenanceRecord, host: Host): Promise<string> {
  if (record.kind === "reboot") return "The computer went down before the maintenance was complete.";
  const args = ["get", "-H", "-o", "value", restoredProperty, boxLayout.postgresDataset];
  const { stdout } = await host.run("zfs", args, { timeoutSeconds: 60 });
  const done = stdout.trim() === rollbackMark(record);
  return done
    ? `The computer went down during the rollback, after data and log were back at ${record.snapshot}.`
    : "The computer went down during the rollback, before data and log were changed.";
}

/** What cannot be removed now is tried again after the next maintenance. */
async function removeExpired(host: Host): Promise<void> {
  const snapshots = await listSnapshots(host).catch(() => []);
  await runPlan(buildRetentionPlan(selectExpired(snapshots).map(({ name }) => name)), host, {});
}
