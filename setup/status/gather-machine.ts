import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { readSshHostKey } from "./read-ssh-host-key.ts";
import type { Status } from "./status.ts";

type Machine = Pick<Status, "hostname" | "sshHostKey" | "addresses" | "uptimeSeconds" | "pool" | "memory">;

/** The machine's own figures; each is null (or empty) when this machine or this account does not give it. */
export async function gatherMachine(host: Host): Promise<Machine> {
  const [hostname, uptime, meminfo, arcstats] = await Promise.all(
    ["/proc/sys/kernel/hostname", "/proc/uptime", "/proc/meminfo", "/proc/spl/kstat/zfs/arcstats"].map(
      (path) => readText(host, path),
    ),
  );
  const [sshHostKey, addresses, pool] = await Promise.all([
    readSshHostKey(host),
    runText(host, "ip", ["-json", "address", "show", "scope", "global"]),
    runText(host, "zpool", ["list", "-Hp", "-o", "name,health,size,free,capacity", boxLayout.pool]),
  ]);
  return {
    hostname: hostname?.trim() ?? null,
    sshHostKey,
    addresses: parseAddresses(addresses),
    uptimeSeconds: uptime ? Math.floor(Number.parseFloat(uptime)) : null,
    pool: parsePool(pool),
    memory: parseMemory(meminfo ?? null, arcstats ?? null),
  };
}

async function readText(host: Host, path: string): Promise<string | null> {
  const bytes = await host.readFile(path).catch(() => null);
  return bytes === null ? null : bytes.toString("utf8");
}

async function runText(host: Host, command: string, args: readonly string[]): Promise<string | null> {
  const result = await host.run(command, args, { timeoutSeconds: 15 }).catch(() => null);
  return result === null ? null : result.stdout;
}

/** Output of `ip -json address show` → addresses without prefix length, temporary IPv6 addresses left out. Pure. */
export function parseAddresses(json: string | null): string[] {
  if (json === null) return [];
  try {
    const links = JSON.parse(json) as { addr_info?: { local?: string; temporary?: boolean }[] }[];
    return links.flatMap((link) =>
      (link.addr_info ?? []).flatMap((info) => (info.local && info.temporary !== true ? [info.local] : [])),
    );
  } catch {
    return [];
  }
}

/** One line of `zpool list -Hp`. Pure. */
export function parsePool(line: string | null): Machine["pool"] {
  const [name, health, size, free, capacity] = line?.trim().split("\t") ?? [];
  if (!name || !health) return null;
  return {
    name,
    health,
    sizeBytes: Number(size),
    freeBytes: Number(free),
    usedPercent: Number(capacity),
  };
}

/** /proc/meminfo (in KiB) and the size line of arcstats (in bytes). Pure. */
export function parseMemory(meminfo: string | null, arcstats: string | null): Machine["memory"] {
  const kibibytes = (name: string): number | null => {
    const found = new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(meminfo ?? "")?.[1];
    return found === undefined ? null : Number(found) * 1024;
  };
  const totalBytes = kibibytes("MemTotal");
  const availableBytes = kibibytes("MemAvailable");
  if (totalBytes === null || availableBytes === null) return null;
  const cache = /^size\s+\d+\s+(\d+)$/m.exec(arcstats ?? "")?.[1];
  return { totalBytes, availableBytes, cacheBytes: cache === undefined ? 0 : Number(cache) };
}
