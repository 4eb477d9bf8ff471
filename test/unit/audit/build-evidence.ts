import { createHash } from "node:crypto";
import { auditTexts } from "../../../setup/audit/audit-looks.ts";
import { scriptPath } from "../../../setup/audit/checks/service-checks.ts";
import { knownSetId } from "../../../setup/audit/checks/system-checks.ts";
import type { Evidence, FileView, ProcessView } from "../../../setup/audit/evidence.ts";
import {
  buildExpectation,
  type Expectation,
  firewallRules,
  plannedText,
} from "../../../setup/audit/expectation.ts";
import { shippedServices } from "../../../setup/audit/shipped-services.ts";
import { kernelParameters } from "../../../setup/config-files/kernel-settings.ts";
import { renderSshdConfig } from "../../../setup/config-files/render-sshd-config.ts";
import { revealText, Secret } from "../../../setup/issues/secret.ts";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import { buildFirstbootPlan } from "../../../setup/plan/build-firstboot-plan.ts";
import { datasets, toPropertyRecord } from "../../../setup/plan/datasets.ts";
import { buildFacts } from "../../build-facts.ts";
import { buildSettings } from "../../build-settings.ts";

/** Made to be changed by a test. */
export type Mutable<T> = T extends readonly (infer E)[]
  ? Mutable<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Mutable<T[K]> }
    : T;
export type Seen = Mutable<Evidence>;

const tokens = {
  gatewayToken: new Secret("gateway-token-canary"),
  controlToken: new Secret("control-token-canary"),
};

export function buildBox(): Expectation {
  return buildExpectation(buildFirstbootPlan(buildSettings(), buildFacts(), tokens));
}

function file(mode: number, owner = "root", group = "root", sha256: string | null = null): FileView {
  return { kind: "file", mode, owner, group, sha256 };
}

function folder(mode: number, owner = "root", group = "root"): FileView {
  return { kind: "folder", mode, owner, group, sha256: null };
}

/** What a freshly installed box shows. */
export function buildEvidence(box: Expectation = buildBox()): Seen {
  const evidence: Evidence = {
    time: "2026-11-21T10:00:00.000Z",
    files: buildFiles(box),
    texts: buildTexts(),
    outputs: buildOutputs(box),
    rows: buildRows(box),
    processes: [
      buildProcess("postgres", 400),
      buildProcess("clawdie-control", 401),
      buildProcess("clawdie-runtime", 402),
      buildProcess("clawdie-spending", 403),
    ],
    accounts: [
      { name: "root", uid: 0, shell: "/bin/bash", locked: true, empty: false },
      { name: "sync", uid: 4, shell: "/bin/sync", locked: true, empty: false },
      { name: "postgres", uid: 102, shell: "/bin/bash", locked: true, empty: false },
      { name: "clawdie", uid: 1000, shell: "/bin/bash", locked: false, empty: false },
      { name: "clawdie-runtime", uid: 990, shell: "/usr/sbin/nologin", locked: true, empty: false },
      { name: "clawdie-control", uid: 991, shell: "/usr/sbin/nologin", locked: true, empty: false },
      { name: "clawdie-spending", uid: 992, shell: "/usr/sbin/nologin", locked: true, empty: false },
    ],
    groups: {
      root: [],
      sudo: ["clawdie"],
      adm: ["clawdie"],
      "clawdie-runtime": [],
      "clawdie-control": [],
      "clawdie-spending": [],
    },
    leaks: [],
  };
  return structuredClone(evidence) as Seen;
}

function buildFiles(box: Expectation): Record<string, FileView | null> {
  const planned = box.files.map(({ path, mode, owner, group, content }) => {
    const sha256 = createHash("sha256").update(revealText(content)).digest("hex");
    return [path, file(mode, owner, group, sha256)] as const;
  });
  const folders = box.folders.map(
    ({ path, mode, owner, group }) => [path, folder(mode, owner, group)] as const,
  );
  const { setupFile, seedHash, pgData, pgWal } = boxLayout;
  return {
    ...Object.fromEntries([...planned, ...folders]),
    [setupFile]: file(0o600),
    [seedHash]: file(0o600),
    [pgData]: folder(0o700, "postgres", "postgres"),
    [pgWal]: folder(0o700, "postgres", "postgres"),
    "/etc/passwd": file(0o644),
    "/etc/group": file(0o644),
    "/etc/shadow": file(0o640, "root", "shadow"),
    "/etc/gshadow": file(0o640, "root", "shadow"),
    "/root": folder(0o700),
    "/root/.ssh/authorized_keys": null,
    "/etc/ssh/ssh_host_ed25519_key": file(0o600),
  };
}

const mounts = [
  "zroot/ROOT/default / zfs rw,noatime,xattr,posixacl 0 0",
  "zroot/system-runtime /var/lib/clawdie zfs rw,nosuid,nodev,noatime,xattr 0 0",
  "zroot/system-runtime/postgres/pgdata /var/lib/clawdie/postgres/pgdata zfs rw,nosuid,nodev,noexec,noatime 0 0",
  "zroot/system-runtime/postgres/pgwal /var/lib/clawdie/postgres/pgwal zfs rw,nosuid,nodev,noexec,noatime 0 0",
  "zroot/home /home zfs rw,nosuid,nodev,noatime 0 0",
  "zroot/var/log /var/log zfs rw,nosuid,nodev,noexec,noatime 0 0",
  "proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0",
  "sysfs /sys sysfs rw,nosuid,nodev,noexec,relatime 0 0",
  "tmpfs /run tmpfs rw,nosuid,nodev,noexec,relatime 0 0",
];

function buildTexts(): Record<string, string | null> {
  const script = (account: string) =>
    `#!/sbin/openrc-run\ncommand_user=${account}:${account}\numask=077\nno_new_privs=yes\n`;
  return {
    ...Object.fromEntries(auditTexts.map((path) => [path, "2"])),
    ...kernelParameters,
    "/proc/sys/vm/mmap_min_addr": "65536\n",
    "/proc/sys/fs/suid_dumpable": "0\n",
    "/proc/sys/net/ipv4/ip_forward": "0\n",
    "/proc/sys/net/ipv6/conf/all/forwarding": "0\n",
    "/proc/mounts": `${mounts.join("\n")}\n`,
    "/proc/swaps": "Filename\tType\tSize\tUsed\tPriority\n",
    "/proc/cmdline": "BOOT_IMAGE=/vmlinuz boot=clawdie clawdie.pool=123 clawdie.root=zroot/ROOT/default\n",
    "/etc/inittab": "1:2:respawn:/sbin/agetty --noclear --issue-file /run/clawdie/issue tty1 linux\n",
    [`${boxLayout.programs}/build.json`]: '{"version":"0.1.0","epoch":1790000000}\n',
    [scriptPath("postgresql")]: script("postgres"),
    [scriptPath("clawdie-controlplane")]: script("clawdie-control"),
    [scriptPath("clawdie-runtime")]: script("clawdie-runtime"),
    [scriptPath("clawdie-spending")]: script("clawdie-spending"),
  };
}

function buildOutputs(box: Expectation): Record<string, string> {
  const properties = datasets.flatMap(({ dataset, properties: list }) =>
    Object.entries(toPropertyRecord(list)).map(([name, value]) => `${dataset}\t${name}\t${value}`),
  );
  const links = [
    ...shippedServices.map((service) => `/etc/runlevels/boot/${service}`),
    ...box.services.map(({ service, runlevel }) => `/etc/runlevels/${runlevel}/${service}`),
  ];
  return {
    "settings-files": box.files
      .map(({ path }) => path)
      .filter((path) => path.startsWith("/etc/clawdie"))
      .join("\n"),
    "setup-files": "",
    sticks: "",
    listeners: [
      "udp UNCONN 0 0 0.0.0.0:68 0.0.0.0:*",
      "udp UNCONN 0 0 [fe80::5054:ff:fe00:1]%ens3:546 [::]:*",
      "tcp LISTEN 0 511 127.0.0.1:18789 0.0.0.0:*",
      "tcp LISTEN 0 511 [::1]:18789 [::]:*",
      "tcp LISTEN 0 511 127.0.0.1:18780 0.0.0.0:*",
      "tcp LISTEN 0 511 127.0.0.1:18781 0.0.0.0:*",
      "tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*",
    ].join("\n"),
    firewall: plannedText(box, firewallRules),
    sshd: renderSshdConfig("clawdie", "/etc/clawdie/authorized_keys").replace(/^#.*\n/gm, ""),
    runlevels: links.join("\n"),
    sudoers:
      "Defaults env_reset\nroot ALL=(ALL:ALL) ALL\n%sudo ALL=(ALL:ALL) ALL\n@includedir /etc/sudoers.d\nclawdie ALL=(ALL:ALL) NOPASSWD: ALL\n",
    "sudoers-files": "440 root:root /etc/sudoers\n440 root:root /etc/sudoers.d/clawdie\n",
    datasets: `${properties.join("\n")}\n`,
    pool: "  pool: zroot\n state: ONLINE\nconfig:\n\nerrors: No known data errors\n",
    "writable-programs": "",
    schedulers: "",
    "odd-files": [...knownSetId.map((path) => `f 4755 root:root ${path}`), "d 1777 root:root /tmp"].join(
      "\n",
    ),
    packages: "openrc\t0.56\tii \npostgresql-17\t17.6\tii \n",
    "package-files": "missing     /usr/share/doc/x\n??5?????? c /etc/syslog.conf\n",
    "package-sources": "deb http://deb.debian.org/debian trixie main\n",
    "local-programs": "",
    "writable-logs": "",
    "core-files": "",
  };
}

function buildRows(box: Expectation): Record<string, Record<string, unknown>[]> {
  const { pgConfig } = boxLayout;
  const settings = {
    listen_addresses: "",
    data_checksums: "on",
    fsync: "on",
    log_statement: "none",
    log_min_error_statement: "panic",
    log_min_duration_statement: "-1",
    hba_file: `${pgConfig}/pg_hba.conf`,
    ident_file: `${pgConfig}/pg_ident.conf`,
  };
  const role = (name: string) => ({ name, login: true, password: false, power: name === "postgres" });
  const rule = (database: string, name: string) => ({
    ...{ type: "local", database, role: name, method: "peer", options: "map=clawdie", error: null },
  });
  return {
    settings: Object.entries(settings).map(([name, setting]) => ({ name, setting })),
    access: [rule("all", "postgres"), rule("sameuser", "all")],
    identities: plannedText(box, `${pgConfig}/pg_ident.conf`)
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((mapping) => ({ mapping, error: null })),
    roles: ["postgres", ...box.databases.map(({ role: name }) => name)].map(role),
    databases: [
      { name: "postgres", owner: "postgres", everyone: true },
      ...box.databases.map(({ database }) => ({ name: database, owner: "postgres", everyone: false })),
    ],
  };
}

function buildProcess(user: string, pid: number): ProcessView {
  return { pid, name: "node", user, noNewPrivs: true, umask: "0077", powerless: true, coreLimit: 0 };
}
