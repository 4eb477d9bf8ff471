import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import type { Status } from "./status.ts";

type Dataset = NonNullable<Status["datasets"]>[number];

const columns = "name,used,available,usedbysnapshots,quota,compressratio,mountpoint";

/** Every dataset of the pool with its space; null when zfs does not show them here. */
export async function gatherDatasets(host: Pick<Host, "run">): Promise<Status["datasets"]> {
  const args = ["list", "-Hp", "-t", "filesystem", "-o", columns, "-r", boxLayout.pool];
  const result = await host.run("zfs", args, { timeoutSeconds: 15 }).catch(() => null);
  return result === null ? null : parseDatasets(result.stdout);
}

/** Rows of `zfs list -Hp`, in bytes. Pure. */
export function parseDatasets(text: string): Dataset[] {
  return text
    .split("\n")
    .map((line) => line.split("\t"))
    .filter((row) => row.length === columns.split(",").length)
    .map(([name = "", used, available, snapshots, quota, ratio, mountpoint = ""]) => ({
      name,
      usedBytes: Number(used),
      availableBytes: Number(available),
      snapshotBytes: Number(snapshots),
      quotaBytes: Number(quota) > 0 ? Number(quota) : null,
      compressRatio: Number.parseFloat(ratio ?? "1"),
      mountpoint: mountpoint.startsWith("/") ? mountpoint : null,
    }));
}
