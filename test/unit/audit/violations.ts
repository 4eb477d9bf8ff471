import { boxLayout } from "../../../setup/plan/box-layout.ts";
import type { Seen } from "./build-evidence.ts";

type Violate = (seen: Seen) => void;

const process = (seen: Seen, at: number) => seen.processes[at] ?? fail();
const account = (seen: Seen, name: string) => seen.accounts.find((one) => one.name === name) ?? fail();
const file = (seen: Seen, path: string) => seen.files[path] ?? fail();
const row = (seen: Seen, name: string, at: number) => seen.rows[name]?.[at] ?? fail();
const set = (seen: Seen, name: string, value: string) => {
  const found = seen.rows.settings?.find((one) => one.name === name) ?? fail();
  found.setting = value;
};
const add = (seen: Seen, name: string, line: string) => {
  seen.outputs[name] = `${seen.outputs[name]}\n${line}`;
};
const swap = (seen: Seen, name: string, from: string | RegExp, to: string) => {
  const before = seen.outputs[name] ?? fail();
  seen.outputs[name] = before.replace(from, to);
  if (seen.outputs[name] === before) fail();
};
const swapText = (seen: Seen, path: string, from: string, to: string) => {
  const before = seen.texts[path] ?? fail();
  seen.texts[path] = before.replace(from, to);
  if (seen.texts[path] === before) fail();
};

function fail(): never {
  throw new Error("this violation changes nothing");
}

/** Check id → what breaks exactly that check on a box that is otherwise well. */
export const violations: Readonly<Record<string, Violate>> = {
  "secret-settings": (seen) => {
    file(seen, boxLayout.setupFile).mode = 0o644;
  },
  "secret-seed-hash": (seen) => {
    file(seen, boxLayout.seedHash).owner = "clawdie";
  },
  "secret-control": (seen) => {
    file(seen, boxLayout.controlEnv).mode = 0o640;
  },
  "secret-runtime": (seen) => {
    file(seen, boxLayout.runtimeSecrets).kind = "link";
  },
  "secret-telegram": (seen) => {
    seen.files[boxLayout.runtimeTelegramToken] = null;
  },
  "secret-copies": (seen) => add(seen, "settings-files", `${boxLayout.controlEnv}.bak`),
  "secret-leaks": (seen) => void seen.leaks.push("file /var/log/messages"),
  "secret-setup-txt": (seen) => add(seen, "setup-files", "/home/clawdie/setup.txt"),
  "secret-stick": (seen) => add(seen, "sticks", "/dev/sda1: setup.txt"),
  "settings-folders": (seen) => {
    file(seen, boxLayout.config).mode = 0o777;
  },
  "settings-owners": (seen) => {
    file(seen, "/etc/ssh/sshd_config.d/clawdie.conf").mode = 0o666;
  },
  "private-folders": (seen) => {
    file(seen, boxLayout.controlHome).mode = 0o755;
  },
  "runtime-settings": (seen) => {
    file(seen, boxLayout.runtimeConfig).owner = "clawdie-runtime";
  },
  "listen-tcp": (seen) => add(seen, "listeners", "tcp LISTEN 0 5 [::]:8080 [::]:*"),
  "listen-udp": (seen) => add(seen, "listeners", "udp UNCONN 0 0 0.0.0.0:5353 0.0.0.0:*"),
  "listen-loopback": (seen) => swap(seen, "listeners", "127.0.0.1:18780", "0.0.0.0:18780"),
  "firewall-loaded": (seen) => swap(seen, "firewall", /clawdie-rules-./, "clawdie-rules-x"),
  "firewall-input": (seen) =>
    swap(
      seen,
      "firewall",
      "hook input priority filter; policy drop",
      "hook input priority filter; policy accept",
    ),
  "firewall-forward": (seen) =>
    swap(
      seen,
      "firewall",
      "hook forward priority filter; policy drop",
      "hook forward priority filter; policy accept",
    ),
  "firewall-openings": (seen) =>
    swap(seen, "firewall", "tcp dport 22 accept", "tcp dport 22 accept\n\t\ttcp dport 5432 accept"),
  "firewall-dashboard": (seen) =>
    swap(seen, "firewall", "flags timeout", "flags timeout\n\t\telements = { 23 }"),
  "forward-ipv4": (seen) => swapText(seen, "/proc/sys/net/ipv4/ip_forward", "0", "1"),
  "forward-ipv6": (seen) => swapText(seen, "/proc/sys/net/ipv6/conf/all/forwarding", "0", "1"),
  "ssh-passwords": (seen) => swap(seen, "sshd", "PasswordAuthentication no", "PasswordAuthentication yes"),
  "ssh-keys-only": (seen) =>
    swap(seen, "sshd", "AuthenticationMethods publickey", "AuthenticationMethods any"),
  "ssh-root": (seen) => swap(seen, "sshd", "PermitRootLogin no", "PermitRootLogin without-password"),
  "ssh-accounts": (seen) => swap(seen, "sshd", "AllowUsers clawdie", "AllowUsers clawdie postgres"),
  "ssh-key-files": (seen) => swap(seen, "sshd", "/etc/clawdie/authorized_keys", "/tmp/keys"),
  "ssh-forwarding": (seen) => swap(seen, "sshd", "X11Forwarding no", "X11Forwarding yes"),
  "ssh-patience": (seen) => swap(seen, "sshd", "MaxAuthTries 3", "MaxAuthTries 100"),
  "ssh-algorithms": (seen) =>
    swap(seen, "sshd", "umac-128-etm@openssh.com", "umac-128-etm@openssh.com,hmac-sha1"),
  // The plan of this box enables it; the link is what is missing, which two checks would notice.
  "ssh-host-key": (seen) => {
    file(seen, "/etc/ssh/ssh_host_ed25519_key").mode = 0o644;
  },
  "ssh-root-keys": (seen) => {
    seen.files["/root/.ssh/authorized_keys"] = { ...file(seen, "/root"), kind: "file" };
  },
  "account-root": (seen) => {
    account(seen, "root").locked = false;
  },
  "account-only-root": (seen) => {
    account(seen, "sync").uid = 0;
  },
  "account-passwords": (seen) => {
    account(seen, "sync").empty = true;
  },
  "account-services": (seen) => {
    seen.accounts = seen.accounts.filter(({ name }) => name !== "clawdie-control");
  },
  "account-logins": (seen) => {
    account(seen, "sync").shell = "/bin/sh";
  },
  "account-locked": (seen) => {
    account(seen, "sync").locked = false;
  },
  "account-groups": (seen) => {
    seen.groups["clawdie-control"] = ["clawdie-runtime"];
  },
  "account-administrators": (seen) => {
    seen.groups.adm = ["clawdie", "postgres"];
  },
  "sudo-rules": (seen) => add(seen, "sudoers", "clawdie-runtime ALL=(ALL) NOPASSWD: ALL"),
  "sudo-files": (seen) => add(seen, "sudoers-files", "666 root:root /etc/sudoers.d/open"),
  "password-file": (seen) => {
    file(seen, "/etc/shadow").mode = 0o644;
  },
  "account-files": (seen) => {
    file(seen, "/etc/passwd").mode = 0o666;
  },
  "home-root": (seen) => {
    file(seen, "/root").mode = 0o755;
  },
  "database-network": (seen) => set(seen, "listen_addresses", "*"),
  "database-checksums": (seen) => set(seen, "data_checksums", "off"),
  "database-fsync": (seen) => set(seen, "fsync", "off"),
  "database-logging": (seen) => set(seen, "log_statement", "all"),
  "database-files": (seen) => set(seen, "hba_file", "/tmp/pg_hba.conf"),
  "database-access": (seen) => {
    row(seen, "access", 1).method = "trust";
  },
  "database-identities": (seen) =>
    void seen.rows.identities?.push({ mapping: "clawdie clawdie-runtime postgres" }),
  "database-superusers": (seen) => {
    row(seen, "roles", 1).power = true;
  },
  "database-roles": (seen) =>
    void seen.rows.roles?.push({ name: "guest", login: true, password: false, power: false }),
  "database-passwords": (seen) => {
    row(seen, "roles", 0).password = true;
  },
  "database-connect": (seen) => {
    row(seen, "databases", 1).everyone = true;
  },
  "database-owners": (seen) => {
    row(seen, "databases", 1).owner = "system_ops";
  },
  "database-data": (seen) => {
    file(seen, boxLayout.pgData).mode = 0o755;
  },
  "database-log": (seen) => {
    file(seen, boxLayout.pgWal).owner = "root";
  },
  "dataset-protection": (seen) => swap(seen, "datasets", "zroot/home\tsetuid\toff", "zroot/home\tsetuid\ton"),
  "dataset-space": (seen) => swap(seen, "datasets", "zroot/var/log\tquota\t1G", "zroot/var/log\tquota\tnone"),
  "dataset-settings": (seen) => swap(seen, "datasets", "recordsize\t16K", "recordsize\t128K"),
  "dataset-mounts": (seen) =>
    swapText(seen, "/proc/mounts", "/var/log zfs rw,nosuid,nodev,noexec", "/var/log zfs rw,nosuid,nodev"),
  "system-mounts": (seen) => swapText(seen, "/proc/mounts", "/run tmpfs rw,nosuid", "/run tmpfs rw"),
  "foreign-mounts": (seen) =>
    swapText(seen, "/proc/mounts", "proc /proc", "/dev/sda1 /mnt vfat ro 0 0\nproc /proc"),
  "pool-health": (seen) => swap(seen, "pool", "No known data errors", "1 data errors, use '-v' for a list"),
  "no-swap": (seen) => swapText(seen, "/proc/swaps", "Priority\n", "Priority\n/dev/zd0 partition 1 0 -2\n"),
  "service-accounts": (seen) => {
    process(seen, 0).user = "root";
  },
  "service-privileges": (seen) => {
    process(seen, 2).noNewPrivs = false;
  },
  "service-umask": (seen) => {
    process(seen, 1).umask = "0022";
  },
  "service-capabilities": (seen) => {
    process(seen, 2).powerless = false;
  },
  "service-core-dumps": (seen) => {
    process(seen, 0).coreLimit = null;
  },
  "service-scripts": (seen) => add(seen, "writable-programs", "/etc/init.d/clawdie-runtime"),
  "service-enabled": (seen) => swap(seen, "runlevels", "/etc/runlevels/default/chrony", ""),
  "service-foreign": (seen) => add(seen, "runlevels", "/etc/runlevels/default/miner"),
  "no-schedules": (seen) => add(seen, "schedulers", "/usr/sbin/cron"),
  "console-logins": (seen) => swapText(seen, "/etc/inittab", "--noclear", "--autologin root"),
  "kernel-information": (seen) => swapText(seen, "/proc/sys/kernel/kptr_restrict", "2", "0"),
  "kernel-files": (seen) => swapText(seen, "/proc/sys/fs/protected_fifos", "2", "0"),
  "kernel-network": (seen) => swapText(seen, "/proc/sys/net/ipv4/conf/all/accept_redirects", "0", "1"),
  "kernel-memory": (seen) => swapText(seen, "/proc/sys/vm/swappiness", "10", "60"),
  "kernel-defaults": (seen) => swapText(seen, "/proc/sys/kernel/randomize_va_space", "2", "0"),
  "kernel-core-dumps": (seen) => swapText(seen, "/proc/sys/fs/suid_dumpable", "0", "2"),
  "kernel-arguments": (seen) => swapText(seen, "/proc/cmdline", "boot=clawdie", "boot=clawdie init=/bin/sh"),
  "set-id-programs": (seen) => add(seen, "odd-files", "f 4755 root:root /usr/bin/find"),
  "world-writable": (seen) => add(seen, "odd-files", "d 777 root:root /usr/share/open"),
  "unowned-files": (seen) => add(seen, "odd-files", "f 644 1234:root /usr/share/orphan"),
  "settings-unchanged": (seen) => {
    file(seen, "/etc/chrony/chrony.conf").sha256 = "0";
  },
  "packages-whole": (seen) => add(seen, "packages", "nano\t8.4\tiU "),
  "packages-genuine": (seen) => add(seen, "package-files", "??5??????   /usr/bin/sudo"),
  "packages-programs": (seen) => add(seen, "package-files", "missing     /usr/sbin/nft"),
  "packages-unwanted": (seen) => add(seen, "packages", "gcc\t14\tii "),
  "package-sources": (seen) => add(seen, "package-sources", "deb [trusted=yes] http://example.org ./"),
  "own-programs": (seen) => add(seen, "local-programs", "/usr/local/bin/sudo"),
  "clock-floor": (seen) => {
    seen.time = "1970-01-01T00:01:00.000Z";
  },
  "log-permissions": (seen) => add(seen, "writable-logs", "/var/log/messages"),
  "core-files": (seen) => add(seen, "core-files", "/core"),
};
