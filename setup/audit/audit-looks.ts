import { kernelParameters } from "../config-files/kernel-settings.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { datasets } from "../plan/datasets.ts";
import { kernelDefaults, suidDump } from "./checks/kernel-checks.ts";
import { forwardPaths } from "./checks/network-checks.ts";
import { sandboxed, scriptPath } from "./checks/service-checks.ts";
import { datasetProperties } from "./checks/storage-checks.ts";

export interface Look {
  readonly command: string;
  readonly args: readonly string[];
  /** Exit codes that are answers too: what is looked for may not be there. */
  readonly allowExit?: readonly number[];
  readonly timeoutSeconds?: number;
}

const { programs, config, pool, seedLabel } = boxLayout;
const some = [0, 1];
/** Everything on the box's own datasets, but not what the kernel shows as files. */
const wholeSystem = ["/", "/home", "/var/log", boxLayout.state, "-xdev"];

function find(...args: string[]): Look {
  return { command: "find", args, allowExit: some, timeoutSeconds: 600 };
}

/** Commands that only read; name → what is run. */
export const auditLooks: Readonly<Record<string, Look>> = {
  "settings-files": find(config, "-type", "f"),
  "setup-files": find("/root", "/home", "/tmp", "/var/tmp", "-iname", "setup.txt", "-type", "f"),
  sticks: {
    command: "blkid",
    args: ["-c", "/dev/null", "-t", `LABEL=${seedLabel}`, "-o", "device"],
    allowExit: [0, 2],
  },
  listeners: { command: "ss", args: ["-Htuln"] },
  // Without our table there is nothing to show: that is an answer, and a bad one.
  firewall: { command: "nft", args: ["list", "table", "inet", "clawdie"], allowExit: some },
  // The effective settings, also while there is no host key: sshd(8), -G.
  sshd: { command: "/usr/sbin/sshd", args: ["-G"] },
  runlevels: find("/etc/runlevels", "-type", "l"),
  sudoers: { command: "grep", args: ["-rhs", "", "/etc/sudoers", "/etc/sudoers.d"], allowExit: some },
  "sudoers-files": find("/etc/sudoers", "/etc/sudoers.d", "-type", "f", "-printf", "%m %u:%g %p\\n"),
  datasets: {
    command: "zfs",
    args: [
      "get",
      "-H",
      "-o",
      "name,property,value",
      datasetProperties.join(","),
      ...datasets.map(({ dataset }) => dataset),
    ],
    allowExit: some,
  },
  pool: { command: "zpool", args: ["status", pool] },
  "writable-programs": find(
    ...["/etc/init.d", "/etc/runlevels", "/etc/conf.d", programs],
    ...["(", "!", "-user", "root", "-o", "-perm", "/022", ")", "!", "-type", "l"],
  ),
  schedulers: find(
    ...["/etc/crontab", "/usr/sbin/cron", "/usr/sbin/crond", "/usr/sbin/atd", "/usr/sbin/anacron"],
    ...["/usr/bin/crontab", "/usr/bin/at", "/var/spool/cron", "/var/spool/at", "-type", "f"],
  ),
  "odd-files": find(
    ...[...wholeSystem, "(", "-type", "f", "-o", "-type", "d", ")"],
    ...["(", "-type", "f", "-perm", "/6000", "-o", "-perm", "-0002", "-o", "-nouser", "-o", "-nogroup", ")"],
    ...["-printf", "%y %m %u:%g %p\\n"],
  ),
  packages: { command: "dpkg-query", args: ["-W", "-f", "${Package}\\t${Version}\\t${db:Status-Abbrev}\\n"] },
  "package-files": { command: "dpkg", args: ["--verify"], allowExit: some, timeoutSeconds: 900 },
  "package-sources": {
    command: "grep",
    args: ["-rhs", "", "/etc/apt/sources.list", "/etc/apt/sources.list.d", "/etc/apt/apt.conf.d"],
    allowExit: [0, 1, 2],
  },
  "local-programs": find("/usr/local/bin", "/usr/local/sbin", "!", "-type", "d"),
  "writable-logs": find("/var/log", "-perm", "/002", "!", "-type", "l"),
  "core-files": find(
    ...[
      ...wholeSystem,
      "-type",
      "f",
      "-size",
      "+64k",
      "(",
      "-name",
      "core",
      "-o",
      "-name",
      "core.[0-9]*",
      ")",
    ],
  ),
};

/** Files without secrets that are looked at as text. */
export const auditTexts: readonly string[] = [
  ...["/proc/mounts", "/proc/swaps", "/proc/cmdline", "/etc/inittab", `${programs}/build.json`],
  ...Object.values(forwardPaths),
  ...Object.keys(kernelParameters),
  ...Object.keys(kernelDefaults),
  suidDump,
  ...sandboxed.map(scriptPath),
];

/** Paths whose kind, owner and mode are looked at beside those of the plan. */
export const auditPaths: readonly string[] = [
  ...[boxLayout.setupFile, boxLayout.seedHash, boxLayout.pgData, boxLayout.pgWal],
  ...["/etc/passwd", "/etc/group", "/etc/shadow", "/etc/gshadow", "/root", "/root/.ssh/authorized_keys"],
  "/etc/ssh/ssh_host_ed25519_key",
];
