import type { Rule } from "../rule.ts";

/**
 * Names with a meaning of their own on the box or in a network: system accounts of Debian, our own accounts and
 * the platform namespace (docs/dictionary.md), and labels resolvers treat specially (RFC 6761, RFC 6762).
 */
export const reservedNames: ReadonlySet<string> = new Set(
  `system root admin administrator operator postgres daemon bin sys sync games man lp mail news uucp proxy
   www-data backup list irc nobody sshd messagebus chrony clawdie-runtime clawdie-control localhost
   localdomain local broadcasthost invalid test example onion postgresql clawdie-firstboot clawdie-controlplane dhcpcd home internal wpad isatap gateway router
   ip6-localhost ip6-loopback ip6-allnodes ip6-allrouters`.split(/\s+/),
);

export const readHostname: Rule = (text, { report }) => {
  const name = text.toLowerCase();
  const problem = name.includes(".") ? "hostname.dots" : /^\d+$/.test(name) ? "hostname.digits" : null;
  const code = problem ?? (reservedNames.has(name) ? "hostname.reserved" : null);
  if (code !== null) {
    report(code);
    return null;
  }
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) {
    report("value.format");
    return null;
  }
  if (name !== text) report("hostname.capitals");
  return name;
};

/** A host name made from a display name: accents dropped, the rest joined by hyphens; null when nothing usable is left. */
export function deriveHostname(displayName: string): string | null {
  const name = displayName
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’]/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 63)
    .replace(/^-+|-+$/g, "");
  return name === "" || /^\d+$/.test(name) || reservedNames.has(name) ? null : name;
}
