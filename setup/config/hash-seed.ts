import { createHash } from "node:crypto";
import type { SeedFile } from "./read-seed-file.ts";

/** Tells one version of setup.txt from another without keeping it: SHA-256, hexadecimal. */
export function hashSeed(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The same text as long as the same file says the same, also while there is none: tells when a look is worth another try. */
export function fingerprintSeed({ bytes, issues }: SeedFile): string {
  const said = issues.map(({ code, message }) => `${code} ${message}`);
  return [bytes === null ? "none" : hashSeed(bytes), ...said].join("\n");
}
