import type { Fact } from "./describe-status.ts";
import { formatBytes, formatTime } from "./format-figures.ts";
import type { Status } from "./status.ts";

/** Last maintenance, snapshots, and each service by its own probe. Pure. */
export function describeUpkeep(status: Status): Fact[] {
  return [
    { label: "Upkeep", text: describeMaintenance(status) },
    { label: "Snapshots", text: describeSnapshots(status) },
    { label: "Health", text: describeHealth(status) },
    { label: "Dashboard", text: describeDashboard(status) },
    ...describeAlerts(status),
  ];
}

function describeDashboard({ dashboard }: Status): string {
  if (!dashboard.open) return "closed: there is no operator (sudo set-operator <email>)";
  const print =
    dashboard.fingerprint === null ? "" : `; certificate SHA-256 ${splitPrint(dashboard.fingerprint)}`;
  return `${dashboard.urls.join(" ")}${print}`;
}

/** Two halves that fit a line each; a fingerprint is 95 characters without a blank. */
function splitPrint(fingerprint: string): string {
  return fingerprint.length < 80 ? fingerprint : `${fingerprint.slice(0, 48)} ${fingerprint.slice(48)}`;
}

function describeAlerts({ alerts }: Status): Fact[] {
  if (alerts === null || alerts.active.length === 0) return [];
  const text = alerts.active
    .map(
      ({ message, since, told }) => `${message} (since ${formatTime(since)}${told ? "" : ", not told yet"})`,
    )
    .join(" ");
  return [{ label: "Alerts", text }];
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
