import { renderSshdConfig } from "../../config-files/render-sshd-config.ts";
import { boxLayout } from "../../plan/box-layout.ts";
import { type AuditCheck, applyCure, verdict } from "../audit-check.ts";
import { type Evidence, linesOf, outputOf } from "../evidence.ts";
import { describeWrongFile } from "./file-verdict.ts";

/** Effective settings (`sshd -G` and our own file look alike): name in lower case → value. Pure. */
export function parseSshd(text: string): Record<string, string> {
  const rows = linesOf(text)
    .filter((line) => !line.startsWith("#"))
    .map((line) => /^\s*(\S+)\s+(.*\S)\s*$/.exec(line))
    .map((match) => [match?.[1]?.toLowerCase() ?? "", match?.[2] ?? ""] as const);
  // The first value of a setting wins.
  return Object.fromEntries(rows.toReversed());
}

const wanted = parseSshd(
  renderSshdConfig(boxLayout.accounts.operator, `${boxLayout.config}/authorized_keys`),
);

function judgeSettings(seen: Evidence, names: readonly string[]) {
  const found = parseSshd(outputOf(seen, "sshd"));
  const shown = names.map((name) => `${name} ${found[name] ?? "not set"}`);
  return verdict(
    shown.join(", "),
    names.map(
      (name) => found[name] !== wanted[name] && `${name} is ${found[name] ?? "not set"}, not ${wanted[name]}`,
    ),
  );
}

function settingsCheck(id: string, proves: string, names: readonly string[]): AuditCheck {
  return { id, area: "ssh", proves, cure: applyCure, judge: (seen) => judgeSettings(seen, names) };
}

/** Every setting of our own file is in one of these; the unit test notices a new one. */
export const sshGroups = {
  "ssh-passwords": ["passwordauthentication", "kbdinteractiveauthentication", "permitemptypasswords"],
  "ssh-keys-only": ["authenticationmethods"],
  "ssh-root": ["permitrootlogin"],
  "ssh-accounts": ["allowusers"],
  "ssh-key-files": ["authorizedkeysfile", "hostkey"],
  "ssh-forwarding": ["x11forwarding", "allowagentforwarding", "permittunnel", "allowtcpforwarding"],
  "ssh-patience": ["logingracetime", "maxauthtries"],
  "ssh-algorithms": ["kexalgorithms", "macs"],
} as const;

const hostKey = wanted.hostkey ?? "";

export const sshChecks: readonly AuditCheck[] = [
  settingsCheck("ssh-passwords", "SSH takes no password", sshGroups["ssh-passwords"]),
  settingsCheck("ssh-keys-only", "A key is the only way in", sshGroups["ssh-keys-only"]),
  settingsCheck("ssh-root", "Root cannot log in by SSH", sshGroups["ssh-root"]),
  settingsCheck("ssh-accounts", "Only the operator's account can log in by SSH", sshGroups["ssh-accounts"]),
  settingsCheck("ssh-key-files", "Keys are read from the box's own files only", sshGroups["ssh-key-files"]),
  settingsCheck("ssh-forwarding", "A login reaches no further than the box", sshGroups["ssh-forwarding"]),
  settingsCheck("ssh-patience", "Guessing is slow: few tries, little time", sshGroups["ssh-patience"]),
  settingsCheck("ssh-algorithms", "Connections agree on no weak algorithm", sshGroups["ssh-algorithms"]),
  {
    ...{ id: "ssh-running", area: "ssh", cure: applyCure },
    proves: "SSH runs exactly when there is a key for it",
    judge: (seen, box) => {
      const enabled = linesOf(outputOf(seen, "runlevels")).some((path) => path.endsWith("/ssh"));
      return verdict(enabled ? "enabled" : "off", [
        enabled && !box.ssh && "SSH is enabled and the settings have no key",
        !enabled && box.ssh && "SSH is off and the settings have a key",
      ]);
    },
  },
  {
    ...{
      id: "ssh-host-key",
      area: "ssh",
      cure: `sudo chown root:root ${hostKey} && sudo chmod 600 ${hostKey}`,
    },
    proves: "Only root can read the key by which this box proves who it is",
    judge: (seen, box) => {
      if (!box.ssh) return verdict("SSH is off", []);
      return verdict(hostKey, [
        describeWrongFile(seen, hostKey, { mode: 0o600, owner: "root", group: "root" }),
      ]);
    },
  },
  {
    ...{
      id: "ssh-root-keys",
      area: "ssh",
      proves: "No key opens root's account",
      cure: "sudo rm /root/.ssh/authorized_keys",
    },
    judge: (seen) => {
      const found = seen.files["/root/.ssh/authorized_keys"];
      return verdict(found ? "keys" : "none", [
        found !== null && found !== undefined && "/root/.ssh/authorized_keys is there",
      ]);
    },
  },
];
