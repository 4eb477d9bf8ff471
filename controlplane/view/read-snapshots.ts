import type { Host } from "../../setup/host/host.ts";
import type { Snapshots } from "./dashboard-view.ts";

const shown = 5;

/** Snapshots of the pool, one for each name: recursive ones count once. Empty when zfs does not answer. */
export async function readSnapshots(host: Pick<Host, "run">): Promise<Snapshots> {
  const args = ["list", "-Hp", "-t", "snapshot", "-o", "name,creation"];
  const result = await host.run("zfs", args, { timeoutSeconds: 15 }).catch(() => null);
  return parseSnapshots(result?.stdout ?? "");
}

/** Lines `dataset@name<TAB>seconds since 1970`. Pure. */
export function parseSnapshots(text: string): Snapshots {
  const newest = new Map<string, number>();
  for (const line of text.split("\n")) {
    const [, name, seconds] = /^[^@\t]+@([^\t]+)\t(\d+)$/.exec(line) ?? [];
    if (name === undefined) continue;
    newest.set(name, Math.max(newest.get(name) ?? 0, Number(seconds)));
  }
  const latest = [...newest].sort((a, b) => b[1] - a[1]).slice(0, shown);
  return {
    count: newest.size,
    latest: latest.map(([name, seconds]) => ({ name, at: new Date(seconds * 1000) })),
  };
}
