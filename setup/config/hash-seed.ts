import { createHash } from "node:crypto";

/** Tells one version of setup.txt from another without keeping it: SHA-256, hexadecimal. */
export function hashSeed(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
