import { exitTexts, maintenanceExits } from "../../setup/maintenance/maintenance-exits.ts";
import type { Status } from "../../setup/status/status.ts";
import type { AdminAction } from "../admin-action.ts";

/** Exit codes of `maintenance-reboot` and `rollback` in words. */
export const maintenanceExitTexts: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(maintenanceExits).map(([name, code]) => [code, exitTexts[name as keyof typeof exitTexts]]),
);

export const takeSnapshotAction: AdminAction = {
  title: "Take a snapshot",
  effect:
    "Keeps the databases as they are now, data and log at the same instant, while everything runs. The oldest of the box's own snapshots beyond seven are removed.",
  argv: ["clawdie", "snapshots", "take"],
  root: true,
  consent: "key",
  exits: { 1: "no snapshot was taken" },
};

/** Back to a snapshot; null when there is no such one, or not all of it. Pure. */
export function buildRollback(snapshots: NonNullable<Status["snapshots"]>, name: string): AdminAction | null {
  const at = snapshots.findIndex((snapshot) => snapshot.name === name);
  if (snapshots[at]?.complete !== true) return null;
  const newer = snapshots.slice(at + 1).map((snapshot) => snapshot.name);
  const removed = newer.length === 0 ? "" : ` Newer snapshots are removed: ${newer.join(", ")}.`;
  return {
    title: `Roll the databases back to ${name}`,
    effect: `What was written to the databases since is lost. Assistant, dashboard and database are stopped for about a minute and started again.${removed}`,
    argv: ["clawdie", "rollback", name, ...(newer.length === 0 ? [] : ["--discard-newer"])],
    root: true,
    consent: "word",
    exits: maintenanceExitTexts,
  };
}
