import type { Fact } from "./describe-status.ts";
import { formatBytes, formatTime } from "./format-figures.ts";
import type { Status } from "./status.ts";

/** Last maintenance, snapshots, and each service by its own probe. Pure. */
export function describeUpkeep(status: Status): Fact[] {
  return [
    { label: "Upkeep", text: describeMaintenance(status) },
    { label: "Snapshots", text: describeSnapshots(status) },
    { label: "Health", text: describeHealth(status) },
  ];
}

const words = {
  running: "under way",
  rebooting: "restarting",
  ok: "ok",
  failed: "FAILED",
  interrupted: "interrupted",
} as const;

function describeMaintenance({ maintenance }: Status): string {
  if (maintenance === null) return "no maintenance yet";
  const what = maintenance.kind === "reboot" ? "maintenance reboot" : `rollback to ${maintenance.snapshot}`;
  return `${what} ${formatTime(maintenance.finishedAt ?? maintenance.startedAt)}: ${words[maintenance.state]}`;
}

function describeSnapshots({ snapshots }: Status): string {
  if (snapshots === null) return "not seen";
  const newest = snapshots.at(-1);
  if (newest === undefined) return "none of the database";
  const bytes = snapshots.reduce((sum, { usedBytes }) => sum + usedBytes, 0);
  return `${snapshots.length} of the database, ${formatBytes(bytes)}; newest ${newest.name}`;
}

function describeHealth({ serviceHealth }: Status): string {
  return Object.entries(serviceHealth)
    .map(([name, { health, detail }]) => `${name} ${health === "ok" ? "ok" : `${health} (${detail})`}`)
    .join(", ");
}
