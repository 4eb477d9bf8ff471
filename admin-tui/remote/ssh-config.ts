import { matchPatterns } from "./match-patterns.ts";

/** What ~/.ssh/config says about one host; null and empty where it says nothing. */
export interface SshConfigHost {
  readonly hostName: string | null;
  readonly user: string | null;
  readonly port: number | null;
  readonly identityFiles: readonly string[];
  /** Settings about the way to the host that are not understood here, such as ProxyJump. */
  readonly unsupported: readonly string[];
}

const ways = ["proxyjump", "proxycommand", "hostkeyalias"];

/**
 * The subset HostName, User, Port and IdentityFile, before the first Host line and under each that matches; as in
 * OpenSSH, the first value found holds. Match blocks and Include are passed over. Pure.
 */
export function readSshConfig(text: string, alias: string): SshConfigHost {
  const found: { key: string; value: string }[] = [];
  let applies = true;
  for (const { key, value } of parseLines(text)) {
    if (key === "host") applies = matchPatterns(value.split(/\s+/).map(unquote), alias);
    else if (key === "match") applies = false;
    else if (applies) found.push({ key, value: unquote(value) });
  }
  const first = (key: string): string | null => found.find((entry) => entry.key === key)?.value ?? null;
  const port = Number(first("port") ?? Number.NaN);
  return {
    hostName: first("hostname")?.replaceAll("%h", alias) ?? null,
    user: first("user"),
    port: Number.isInteger(port) && port > 0 && port < 65_536 ? port : null,
    identityFiles: found
      .filter(({ key, value }) => key === "identityfile" && value !== "none")
      .map(({ value }) => value),
    unsupported: ways.flatMap((key) => {
      const value = first(key);
      return value === null || value === "none" ? [] : [`${key} ${value}`];
    }),
  };
}

function parseLines(text: string): { key: string; value: string }[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, key, value] = /^\s*([A-Za-z0-9]+)(?:\s*=\s*|\s+)(\S.*?)\s*$/.exec(line) ?? [];
    return key === undefined || value === undefined ? [] : [{ key: key.toLowerCase(), value }];
  });
}

function unquote(value: string): string {
  return /^"(.*)"$/.exec(value)?.[1] ?? value;
}
