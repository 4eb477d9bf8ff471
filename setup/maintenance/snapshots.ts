import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { datasets } from "../plan/datasets.ts";

/** One snapshot of the database: of pgdata and pgwal together. */
export interface Snapshot {
  /** Name after the @. */
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Bytes that only this snapshot still holds, in both datasets. */
  readonly usedBytes: number;
  /** Both datasets have it, from the same transaction: only then can it be rolled back to. */
  readonly complete: boolean;
}

/** Why a snapshot was taken; the first part of the names we give. */
export type SnapshotReason = "maintenance" | "manual" | "fix" | "adopt";
/** Those that are removed when there are many; what was there before an adoption is for a person to remove. */
const reasons: readonly SnapshotReason[] = ["maintenance", "manual", "fix"];

/** How many of our own snapshots are kept. With a maintenance reboot a month: about half a year. */
export const keptSnapshots = 7;

/** pgdata and pgwal: every dataset below the common parent. */
export const databaseDatasets: readonly string[] = datasets
  .map(({ dataset }) => dataset)
  .filter((dataset) => dataset.startsWith(`${boxLayout.postgresDataset}/`));

/** `maintenance-20261121T130608Z`: sorts by time. Pure. */
export function buildSnapshotName(reason: SnapshotReason, now: Date): string {
  return `${reason}-${now.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** Oldest first. @throws CommandError when there is no such dataset. */
export async function listSnapshots(host: Host): Promise<Snapshot[]> {
  const columns = "name,creation,used,createtxg";
  const args = ["list", "-Hp", "-t", "snapshot", "-r", "-o", columns, boxLayout.postgresDataset];
  const { stdout } = await host.run("zfs", args, { timeoutSeconds: 60 });
  return parseSnapshots(stdout);
}

/** Rows of `zfs list -Hp` → snapshots of the children, oldest first. Pure. */
export function parseSnapshots(text: string): Snapshot[] {
  const rows = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("\t"))
    .map(([path = "", creation, used, txg]) => {
      const [dataset = "", name = ""] = path.split("@");
      return { dataset, name, creation: Number(creation), used: Number(used), txg: Number(txg) };
    })
    .filter(({ dataset }) => databaseDatasets.includes(dataset));
  const names = [...new Set(rows.map(({ name }) => name))];
  const snapshots = names.map((name) => {
    const parts = rows.filter((row) => row.name === name);
    const txg = parts[0]?.txg ?? 0;
    const complete = parts.length === databaseDatasets.length && parts.every((part) => part.txg === txg);
    const usedBytes = parts.reduce((sum, part) => sum + part.used, 0);
    return {
      txg,
      name,
      usedBytes,
      complete,
      createdAt: new Date((parts[0]?.creation ?? 0) * 1000).toISOString(),
    };
  });
  return snapshots
    .sort((a, b) => a.txg - b.txg)
    .map(({ name, createdAt, usedBytes, complete }) => ({ name, createdAt, usedBytes, complete }));
}

/** Our own snapshots beyond the newest `keep`, oldest first. Pure. */
export function selectExpired(snapshots: readonly Snapshot[], keep: number = keptSnapshots): Snapshot[] {
  const ours = snapshots.filter(({ name }) =>
    reasons.some((reason) => name.startsWith(`${reason}-`) && /-\d{8}T\d{6}Z$/.test(name)),
  );
  return ours.slice(0, Math.max(0, ours.length - keep));
}
