import { SetupError } from "../../setup/issues/exceptions.ts";
import { fingerprintKey, nameKeyType } from "../../setup/status/fingerprint-key.ts";
import type { HostKey } from "./host-key.ts";
import { findKnownHosts, type KnownHost } from "./known-hosts.ts";

/** The server shows a key nobody on this computer has ever accepted. */
export class UnknownHostKeyError extends SetupError {
  override readonly name = "UnknownHostKeyError";
  readonly hostName: string;
  readonly key: HostKey;

  constructor(hostName: string, key: HostKey, note: string) {
    super(
      `the host key of ${hostName} is not known on this computer: ${nameKeyType(key.type)} ${fingerprintKey(key.blob)}${note}`,
      "Run clawdie-admin with --host on a terminal, compare it with the box (clawdie status, line SSH key), and accept it there.",
    );
    this.hostName = hostName;
    this.key = key;
  }
}

/** The key is not the one that was accepted, or it was revoked: nothing may go there. */
export class RefusedHostKeyError extends SetupError {
  override readonly name = "RefusedHostKeyError";
}

/** null when the key is the known one; otherwise why it is not trusted. Never asks, never accepts. Pure. */
export function judgeHostKey(
  entries: readonly KnownHost[],
  hostName: string,
  key: HostKey,
): UnknownHostKeyError | RefusedHostKeyError | null {
  const about = findKnownHosts(entries, hostName);
  const isSame = (entry: KnownHost): boolean => entry.blob.equals(key.blob);
  const revoked = about.find((entry) => entry.marker === "revoked" && isSame(entry));
  if (revoked !== undefined) return refuseRevoked(revoked, hostName, key);
  const plain = about.filter((entry) => entry.marker === null);
  if (plain.some(isSame)) return null;
  const [other] = plain;
  if (other !== undefined) return refuseChanged(other, hostName, key);
  const authority = about.find((entry) => entry.marker === "cert-authority");
  const note =
    authority === undefined
      ? ""
      : `. ${authority.file}, line ${authority.line} trusts a certificate authority for it; certificates of hosts are not supported here, only their keys`;
  return new UnknownHostKeyError(hostName, key, note);
}

function refuseRevoked({ file, line }: KnownHost, hostName: string, key: HostKey): RefusedHostKeyError {
  return new RefusedHostKeyError(
    `the host key of ${hostName} is revoked: ${file}, line ${line} (${fingerprintKey(key.blob)})`,
    "Somebody has declared this key unsafe. Do not connect before the box has a new one.",
  );
}

function refuseChanged(known: KnownHost, hostName: string, key: HostKey): RefusedHostKeyError {
  const kind = nameKeyType(key.type);
  return new RefusedHostKeyError(
    `THE HOST KEY OF ${hostName} HAS CHANGED: it shows ${kind} ${fingerprintKey(key.blob)}, ${known.file}, line ${known.line} has ${nameKeyType(known.type)} ${fingerprintKey(known.blob)}`,
    `Another computer may pose as the box. If it was installed again, compare with the box itself (clawdie status, line SSH key), then: ssh-keygen -R '${hostName}' -f '${known.file}'`,
  );
}

const algorithms = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "rsa-sha2-512",
  "rsa-sha2-256",
] as const;

export type HostKeyAlgorithm = (typeof algorithms)[number];

/** What to ask the server for: kinds of keys known for it first, or it would show one that nobody ever compared. Pure. */
export function orderHostKeyAlgorithms(entries: readonly KnownHost[], hostName: string): HostKeyAlgorithm[] {
  const known = new Set(findKnownHosts(entries, hostName).map(({ type }) => type));
  const isKnown = (name: string): boolean => known.has(name.startsWith("rsa-") ? "ssh-rsa" : name);
  return algorithms.toSorted((a, b) => Number(isKnown(b)) - Number(isKnown(a)));
}
