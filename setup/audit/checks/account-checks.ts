import { boxLayout } from "../../plan/box-layout.ts";
import { type AuditCheck, applyCure, verdict } from "../audit-check.ts";
import { linesOf, outputOf } from "../evidence.ts";
import { describeWrongFile } from "./file-verdict.ts";

const { accounts } = boxLayout;
const serviceAccounts: readonly string[] = [accounts.runtime, accounts.control, accounts.spending];

/** Debian's, and harmless: they start no program a person could use. */
const noLoginShells = ["/usr/sbin/nologin", "/bin/false", "/usr/bin/false", "/bin/sync"];

/** Who a rule of sudoers is for; `Defaults`, includes and aliases are none. Pure. */
export function listSudoers(text: string): string[] {
  return linesOf(text)
    .map((line) => line.replace(/#.*$/, "").trim())
    .filter((line) => line !== "" && !/^(Defaults|@include|@includedir|\w+_Alias)/.test(line))
    .map((line) => line.split(/\s+/)[0] ?? "");
}

export const accountChecks: readonly AuditCheck[] = [
  {
    ...{
      id: "account-root",
      area: "accounts",
      proves: "Root has no password",
      cure: "sudo passwd --lock root",
    },
    judge: (seen) => {
      const root = seen.accounts.find(({ name }) => name === "root");
      return verdict(root?.locked ? "locked" : "open", [
        root?.locked !== true && "root's password is not locked",
      ]);
    },
  },
  {
    ...{
      id: "account-only-root",
      area: "accounts",
      proves: "No other account is root",
      cure: "sudo userdel <account>",
    },
    judge: (seen) => {
      const zeros = seen.accounts.filter(({ uid }) => uid === 0).map(({ name }) => name);
      return verdict(
        zeros.join(", "),
        zeros.filter((name) => name !== "root").map((name) => `${name} has uid 0`),
      );
    },
  },
  {
    ...{
      id: "account-passwords",
      area: "accounts",
      proves: "No account opens without a password",
      cure: "sudo passwd --lock <account>",
    },
    judge: (seen) =>
      verdict(
        `${seen.accounts.length} accounts`,
        seen.accounts.filter(({ empty }) => empty).map(({ name }) => `${name} has an empty password`),
      ),
  },
  {
    ...{ id: "account-services", area: "accounts", cure: applyCure },
    proves: "Nobody can log in as a service: no shell, no password",
    judge: (seen, box) => {
      const wanted = box.accounts.filter(({ system }) => system);
      return verdict(
        wanted.map(({ account }) => account).join(", "),
        wanted.flatMap(({ account, shell }) => {
          const found = seen.accounts.find(({ name }) => name === account);
          return [
            found === undefined && `${account} is missing`,
            found !== undefined && found.shell !== shell && `${account} has the shell ${found.shell}`,
            found !== undefined && !found.locked && `${account} has a password`,
          ];
        }),
      );
    },
  },
  {
    ...{ id: "account-logins", area: "accounts", cure: "sudo usermod --shell /usr/sbin/nologin <account>" },
    proves: "Only root, the operator and PostgreSQL's administrator have a shell",
    judge: (seen) => {
      const known: readonly string[] = ["root", accounts.operator, accounts.postgres];
      const people = seen.accounts
        .filter(({ shell }) => !noLoginShells.includes(shell))
        .map(({ name }) => name);
      return verdict(
        people.join(", "),
        people.filter((name) => !known.includes(name)).map((name) => `${name} has a shell`),
      );
    },
  },
  {
    ...{ id: "account-locked", area: "accounts", cure: "sudo passwd --lock <account>" },
    proves: "Only the operator's account can have a password",
    judge: (seen) => {
      const open = seen.accounts.filter(({ locked }) => !locked).map(({ name }) => name);
      return verdict(
        open.join(", ") || "all locked",
        open.filter((name) => name !== accounts.operator).map((name) => `${name} has a password`),
      );
    },
  },
  {
    ...{ id: "account-groups", area: "accounts", cure: "sudo gpasswd --delete <account> <group>" },
    proves: "The assistant and the control plane are in no group but their own",
    judge: (seen) => {
      const extra = Object.entries(seen.groups).flatMap(([group, members]) =>
        members
          .filter((name) => serviceAccounts.includes(name) && name !== group)
          .map((name) => `${name} is in the group ${group}`),
      );
      return verdict(`${Object.keys(seen.groups).length} groups`, extra);
    },
  },
  {
    ...{ id: "account-administrators", area: "accounts", cure: "sudo gpasswd --delete <account> <group>" },
    proves: "Only the operator is in a group that opens more than its own files",
    judge: (seen) => {
      const strong = ["root", "sudo", "adm", "disk", "shadow", "kmem", "tty", "docker"];
      const members = strong.flatMap((group) => (seen.groups[group] ?? []).map((name) => ({ group, name })));
      const shown = members.map(({ group, name }) => `${name} in ${group}`).join(", ");
      return verdict(
        shown || "nobody",
        members
          .filter(({ name }) => name !== accounts.operator)
          .map(({ group, name }) => `${name} is in ${group}`),
      );
    },
  },
  {
    ...{ id: "sudo-rules", area: "accounts", cure: "Remove the rule: sudo visudo -f <file>" },
    proves: "Only root, the operator and the group sudo may become root",
    judge: (seen) => {
      const subjects = [...new Set(listSudoers(outputOf(seen, "sudoers")))];
      const known: readonly string[] = ["root", "%sudo", accounts.operator];
      return verdict(
        subjects.join(", "),
        subjects.filter((name) => !known.includes(name)).map((name) => `there is a rule for ${name}`),
      );
    },
  },
  {
    ...{
      id: "sudo-files",
      area: "accounts",
      proves: "Only root can change who may become root",
      cure: "sudo visudo -c",
    },
    judge: (seen) => {
      const lines = linesOf(outputOf(seen, "sudoers-files"));
      const wrong = lines.filter((line) => !/^(440|400) root:root /.test(line));
      return verdict(
        `${lines.length} files`,
        wrong.map((line) => `${line.split(" ")[2]} is ${line.split(" ").slice(0, 2).join(" ")}`),
      );
    },
  },
  {
    ...{
      id: "password-file",
      area: "accounts",
      cure: "sudo chown root:shadow /etc/shadow && sudo chmod 640 /etc/shadow",
    },
    proves: "Password hashes are readable by root and the group shadow only",
    judge: (seen) => {
      const wanted = { mode: 0o640, owner: "root", group: "shadow" };
      return verdict(
        "/etc/shadow, /etc/gshadow",
        ["/etc/shadow", "/etc/gshadow"].map((path) => describeWrongFile(seen, path, wanted)),
      );
    },
  },
  {
    ...{
      id: "account-files",
      area: "accounts",
      cure: "sudo chown root:root <file> && sudo chmod 644 <file>",
    },
    proves: "Only root can change accounts and groups",
    judge: (seen) => {
      const wanted = { mode: 0o644, owner: "root", group: "root" };
      return verdict(
        "/etc/passwd, /etc/group",
        ["/etc/passwd", "/etc/group"].map((path) => describeWrongFile(seen, path, wanted)),
      );
    },
  },
  {
    ...{
      id: "home-root",
      area: "accounts",
      proves: "Only root can look into /root",
      cure: "sudo chmod 700 /root",
    },
    judge: (seen) =>
      verdict("/root", [
        describeWrongFile(seen, "/root", { mode: 0o700, owner: "root", group: "root" }, "folder"),
      ]),
  },
];
