import { gatherFacts } from "../facts/gather-facts.ts";
import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { gatherStatus, type StatusDeps } from "../status/gather-status.ts";
import { renderStatus } from "../status/render-status.ts";

/** Name in the bundle → text, as it was found: not yet free of secrets. */
export type BundleText = Readonly<Record<string, string>>;

const { config, pgConfig, pool } = boxLayout;
/** The end of a log says what happened last. Bytes. */
const tail = 512 * 1024;

/** setup.env is not among them: status and profile.lock.json say what it asks for. */
const files: Readonly<Record<string, string>> = {
  "journal.jsonl": boxLayout.journal,
  "install.jsonl": boxLayout.installLog,
  "handoff.json": boxLayout.handoff,
  "maintenance.json": boxLayout.maintenance,
  "alerts.json": boxLayout.alertsNow,
  "config/install.json": `${config}/install.json`,
  "config/profile.lock.json": boxLayout.profileLock,
  "config/openclaw.json": boxLayout.runtimeConfig,
  "config/runtime-environment": boxLayout.runtimeEnvironment,
  "config/postgresql.conf": `${pgConfig}/postgresql.conf`,
  "config/pg_hba.conf": `${pgConfig}/pg_hba.conf`,
  "config/pg_ident.conf": `${pgConfig}/pg_ident.conf`,
  "config/nftables.conf": "/etc/nftables.conf",
  "config/sshd.conf": "/etc/ssh/sshd_config.d/clawdie.conf",
  "config/dhcpcd.conf": "/etc/dhcpcd.conf",
  "config/chrony.conf": "/etc/chrony/chrony.conf",
  "config/build.json": `${boxLayout.programs}/build.json`,
  "logs/messages": "/var/log/messages",
  "logs/openclaw.log": `${boxLayout.logs}/runtime/openclaw.log`,
};

const commands: Readonly<Record<string, readonly [string, ...string[]]>> = {
  "looks/zpool-status.txt": ["zpool", "status", "-v", pool],
  "looks/zfs-space.txt": ["zfs", "list", "-o", "space", "-r", pool],
  "looks/zfs-snapshots.txt": ["zfs", "list", "-t", "snapshot", "-r", pool],
  "looks/services.txt": ["rc-status", "--all", "--nocolor"],
  "looks/addresses.txt": ["ip", "address"],
  "looks/routes.txt": ["ip", "route"],
  "looks/listeners.txt": ["ss", "-Htuln"],
  "looks/firewall.txt": ["nft", "list", "ruleset"],
  "looks/clock.txt": ["chronyc", "-n", "tracking"],
  "looks/processes.txt": ["ps", "-eo", "pid,ppid,user,etimes,rss,stat,comm"],
  "looks/memory.txt": ["free", "-m"],
  "looks/kernel.txt": ["dmesg", "--ctime"],
};

/** Reads only; what is not there or does not answer says so in its place. */
export async function gatherBundle(host: Host, deps: StatusDeps): Promise<BundleText> {
  const status = await gatherStatus(host, deps);
  const texts: Record<string, string> = {
    "status.json": `${JSON.stringify(status, null, 2)}\n`,
    "status.txt": renderStatus(status, false),
    "facts.json": await tell(async () => `${JSON.stringify(await gatherFacts(host), null, 2)}\n`),
  };
  for (const [name, path] of Object.entries(files)) texts[name] = await tell(() => readTail(host, path));
  for (const [name, [command, ...args]] of Object.entries(commands)) {
    texts[name] = await tell(async () => (await host.run(command, args, { timeoutSeconds: 30 })).stdout);
  }
  return texts;
}

async function tell(reading: () => Promise<string>): Promise<string> {
  try {
    return await reading();
  } catch (error) {
    return `not readable: ${error instanceof Error ? error.message : String(error)}\n`;
  }
}

async function readTail(host: Host, path: string): Promise<string> {
  const bytes = await host.readFile(path);
  if (bytes === null) return "there is no such file\n";
  return bytes.subarray(Math.max(0, bytes.length - tail)).toString("utf8");
}
