import { createHash } from "node:crypto";

/** `SHA256:…` of a public key's bytes, as `ssh-keygen -l` writes it. Pure. */
export function fingerprintKey(blob: Buffer): string {
  return `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;
}

const shortNames: Readonly<Record<string, string>> = { "ssh-ed25519": "ED25519", "ssh-rsa": "RSA" };

/** "ED25519", "RSA", "ECDSA". Pure. */
export function nameKeyType(type: string): string {
  return shortNames[type] ?? (type.startsWith("ecdsa-") ? "ECDSA" : type);
}
