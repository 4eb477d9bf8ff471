import { createHash } from "node:crypto";
import { revealText } from "../../issues/secret.ts";
import { boxLayout } from "../../plan/box-layout.ts";
import { type AuditCheck, applyCure, verdict } from "../audit-check.ts";
import { type Evidence, linesOf, outputOf, textOf } from "../evidence.ts";
import { isFixed } from "../expectation.ts";

/** Programs of Debian's packages that run with their owner's rights, and why they may. */
export const knownSetId: readonly string[] = [
  // Passwords: read or change /etc/shadow for who asks.
  ...["/usr/bin/passwd", "/usr/bin/chage", "/usr/bin/chfn", "/usr/bin/chsh", "/usr/bin/expiry"],
  ...["/usr/bin/gpasswd", "/usr/bin/newgrp", "/usr/sbin/unix_chkpwd"],
  // Becoming someone else, after being asked.
  ...["/usr/bin/su", "/usr/bin/sudo"],
  ...["/usr/bin/mount", "/usr/bin/umount"],
  ...["/usr/bin/ssh-agent", "/usr/lib/openssh/ssh-keysign"],
];

interface Odd {
  readonly kind: string;
  readonly mode: number;
  readonly owner: string;
  readonly path: string;
}

/** Rows of the one search through the system: kind, mode, owner:group, path. Pure. */
function oddFiles(seen: Evidence): Odd[] {
  return linesOf(outputOf(seen, "odd-files")).map((line) => {
    const [kind = "", mode = "0", owner = "", ...path] = line.split(" ");
    return { kind, mode: Number.parseInt(mode, 8), owner, path: path.join(" ") };
  });
}

const isSetId = ({ kind, mode }: Odd) => kind === "f" && (mode & 0o6000) !== 0;

/** Names of packages that would open the box or make attacks easier. */
const unwanted =
  /^(gcc|g\+\+|clang|make|binutils|tcc|gdb|strace|tcpdump|nmap|netcat.*|telnet.*|rsh-.*|ftp|.*ftpd|nis|xinetd|inetutils-.*|avahi-daemon|cups.*|samba|nfs-kernel-server|rpcbind|exim4.*|postfix|docker.*)$/;

export const systemChecks: readonly AuditCheck[] = [
  {
    ...{ id: "set-id-programs", area: "system", cure: "sudo chmod u-s,g-s <file>" },
    proves: "Only known programs run with someone else's rights",
    judge: (seen) => {
      const found = oddFiles(seen).filter(isSetId);
      return verdict(
        `${found.length} programs`,
        found
          .filter(({ path }) => !knownSetId.includes(path))
          .map(({ path }) => `${path} is set-uid or set-gid`),
      );
    },
  },
  {
    ...{ id: "world-writable", area: "system", cure: "sudo chmod o-w <file>" },
    proves: "No file of the system can be changed by everyone",
    judge: (seen) => {
      const found = oddFiles(seen).filter(({ kind, mode }) => kind !== "l" && (mode & 0o002) !== 0);
      const wrong = found.filter(({ kind, mode }) => !(kind === "d" && (mode & 0o1000) !== 0));
      return verdict(
        `${found.length} shared folders`,
        wrong.map(({ path }) => `${path} can be changed by everyone`),
      );
    },
  },
  {
    ...{ id: "unowned-files", area: "system", cure: "sudo chown root:root <file>, or remove it" },
    proves: "Every file belongs to an account that exists",
    judge: (seen) => {
      const wrong = oddFiles(seen).filter(({ owner }) => /(^|:)\d+/.test(owner));
      return verdict(
        "searched",
        wrong.map(({ path, owner }) => `${path} belongs to ${owner}`),
      );
    },
  },
  {
    ...{ id: "settings-unchanged", area: "system", cure: applyCure },
    proves: "Every file the box wrote for itself says what the settings say",
    judge: (seen, box) => {
      const files = box.files.filter(isFixed);
      const wrong = files.filter(({ path, content }) => {
        const hash = createHash("sha256").update(revealText(content)).digest("hex");
        const found = seen.files[path];
        // One that is missing is missing for another check.
        return found !== undefined && found !== null && found.sha256 !== hash;
      });
      return verdict(
        `${files.length} files`,
        wrong.map(({ path }) => `${path} was changed`),
      );
    },
  },
  {
    ...{ id: "packages-whole", area: "system", cure: "sudo apt-get install --reinstall <package>" },
    proves: "Every installed package is configured",
    judge: (seen) => {
      const rows = linesOf(outputOf(seen, "packages")).map((line) => line.split("\t"));
      return verdict(
        `${rows.length} packages`,
        rows
          .filter(([, , status]) => status?.trim() !== "ii")
          .map(([name, , status]) => `${name} is "${status}"`),
      );
    },
  },
  {
    ...{
      id: "packages-genuine",
      area: "system",
      cure: "sudo apt-get install --reinstall <package>; find out who changed it",
    },
    proves: "No program or library differs from the package it came from",
    judge: (seen) => {
      // "c": a configuration file, which people may change. Folders and documents left out of the image are "missing".
      const lines = linesOf(outputOf(seen, "package-files"));
      const changed = lines.filter((line) => /^..5/.test(line) && !/^\S+\s+c\s/.test(line));
      return verdict(
        `${changed.length} changed`,
        changed.map((line) => `${line.split(/\s+/).at(-1)} was changed`),
      );
    },
  },
  {
    ...{ id: "packages-programs", area: "system", cure: "sudo apt-get install --reinstall <package>" },
    proves: "No program of a package is missing",
    judge: (seen) => {
      const missing = linesOf(outputOf(seen, "package-files")).filter((line) =>
        /^missing\s+\/usr\/s?bin\//.test(line),
      );
      return verdict(
        `${missing.length} missing`,
        missing.map((line) => `${line.split(/\s+/).at(-1)} is missing`),
      );
    },
  },
  {
    ...{ id: "packages-unwanted", area: "system", cure: "sudo apt-get purge <package>" },
    proves: "No compiler, debugger or server is there that the box does not need",
    judge: (seen) => {
      const names = linesOf(outputOf(seen, "packages")).map((line) => line.split("\t")[0] ?? "");
      return verdict(
        `${names.length} packages`,
        names.filter((name) => unwanted.test(name)).map((name) => `${name} is installed`),
      );
    },
  },
  {
    ...{ id: "package-sources", area: "system", cure: "sudo nano /etc/apt/sources.list" },
    proves: "Packages are taken from signed sources only",
    judge: (seen) => {
      const text = outputOf(seen, "package-sources");
      const wrong = linesOf(text).filter(
        (line) =>
          !line.startsWith("#") &&
          /trusted\s*[=:]\s*yes|allow-insecure\s*[=:]\s*yes|AllowUnauthenticated\s+"?(true|1)/i.test(line),
      );
      return verdict(
        `${linesOf(text).length} lines`,
        wrong.map((line) => `not verified: ${line}`),
      );
    },
  },
  {
    ...{ id: "own-programs", area: "system", cure: "sudo rm <file>" },
    proves: "No program was put before the system's own",
    judge: (seen) => {
      const found = linesOf(outputOf(seen, "local-programs"));
      return verdict(
        `${found.length} in /usr/local`,
        found.map((path) => `${path} comes before the system's programs`),
      );
    },
  },
  {
    ...{ id: "clock-floor", area: "system", cure: "sudo rc-service chrony restart, and wait a minute" },
    proves: "The clock is not older than the system",
    judge: (seen) => {
      const build = JSON.parse(textOf(seen, `${boxLayout.programs}/build.json`)) as { epoch?: number };
      const floor = new Date((build.epoch ?? 0) * 1000).toISOString();
      return verdict(seen.time, [seen.time < floor && `it says ${seen.time}; the image is from ${floor}`]);
    },
  },
  {
    ...{ id: "log-permissions", area: "system", cure: "sudo chmod o-w <file>" },
    proves: "Nobody but their writers can change the logs",
    judge: (seen) => {
      const wrong = linesOf(outputOf(seen, "writable-logs"));
      return verdict(
        "/var/log",
        wrong.map((path) => `${path} can be changed by others`),
      );
    },
  },
  {
    ...{ id: "core-files", area: "system", cure: "sudo rm <file>" },
    proves: "No core dump lies on the disk",
    judge: (seen) => {
      const found = linesOf(outputOf(seen, "core-files"));
      return verdict(
        found.length === 0 ? "none" : `${found.length}`,
        found.map((path) => `${path} is a core dump`),
      );
    },
  },
];
