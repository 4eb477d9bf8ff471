import { createHmac, timingSafeEqual } from "node:crypto";
import { matchPatterns } from "./match-patterns.ts";

/** One line of a known_hosts file. */
export interface KnownHost {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly marker: "revoked" | "cert-authority" | null;
  /** Names and patterns, or one hashed name. */
  readonly hosts: string;
  readonly type: string;
  readonly blob: Buffer;
}

/** The lines of a file; comments and what is no host key are left out, as OpenSSH does. Pure. */
export function parseKnownHosts(text: string, file: string): KnownHost[] {
  return text.split(/\r?\n/).flatMap((content, at) => {
    const words = content.trim().split(/[ \t]+/);
    const marker = words[0]?.startsWith("@") === true ? words.shift()?.slice(1) : null;
    const [hosts, type, key] = words;
    if (hosts === undefined || hosts.startsWith("#") || type === undefined || key === undefined) return [];
    if (marker !== null && marker !== "revoked" && marker !== "cert-authority") return [];
    const blob = Buffer.from(key, "base64");
    return blob.length < 16 ? [] : [{ file, line: at + 1, marker, hosts, type, blob }];
  });
}

/** How known_hosts names a server: the name, or `[name]:port` beside port 22. Pure. */
export function nameKnownHost(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

/** The lines about a server. Pure. */
export function findKnownHosts(entries: readonly KnownHost[], name: string): KnownHost[] {
  return entries.filter(({ hosts }) => matchesHosts(hosts, name));
}

function matchesHosts(hosts: string, name: string): boolean {
  return hosts.startsWith("|") ? matchesHash(hosts, name) : matchPatterns(hosts.split(","), name);
}

/** `|1|<salt>|<HMAC-SHA1 of the name>`, what `HashKnownHosts yes` writes. */
function matchesHash(hashed: string, name: string): boolean {
  const [, version, salt = "", wanted = ""] = hashed.split("|");
  if (version !== "1") return false;
  const expected = Buffer.from(wanted, "base64");
  const actual = hashName(name, Buffer.from(salt, "base64"));
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

function hashName(name: string, salt: Buffer): Buffer {
  return createHmac("sha1", salt).update(name).digest();
}

/** The line that records a key. Pure. @param salt 20 random bytes hash the name, for a file that has hashed ones; null writes it plainly. */
export function renderKnownHost(
  name: string,
  key: { readonly type: string; readonly blob: Buffer },
  salt: Buffer | null,
): string {
  const hosts =
    salt === null ? name : `|1|${salt.toString("base64")}|${hashName(name, salt).toString("base64")}`;
  return `${hosts} ${key.type} ${key.blob.toString("base64")}`;
}
