import { gunzipSync } from "node:zlib";
import { redact } from "../../firstboot/redact.ts";
import { InternalError } from "../issues/exceptions.ts";
import type { Secret } from "../issues/secret.ts";
import { buildTar } from "./build-tar.ts";
import type { BundleText } from "./gather-bundle.ts";
import { listSpellings } from "./known-secrets.ts";

export interface Bundle {
  readonly bytes: Buffer;
  readonly files: readonly string[];
  /** How many places were replaced. */
  readonly redacted: number;
}

const mask = "[secret]";

/**
 * The archive without any secret the box knows, nor anything that looks like one. The finished archive is searched
 * again, unpacked, before anyone gets it. Pure.
 * @throws InternalError when a secret is left: then there is no archive.
 */
export function buildBundle(texts: BundleText, secrets: readonly Secret[], time: Date): Bundle {
  const clean = Object.entries(texts).map(([name, text]) => ({ name, text: removeSecrets(text, secrets) }));
  const files = clean.map(({ name, text }) => ({
    path: `clawdie-support/${name}`,
    content: Buffer.from(text),
  }));
  const bytes = buildTar(files, Math.floor(time.getTime() / 1000));
  const unpacked = gunzipSync(bytes);
  if (secrets.some((secret) => listSpellings(secret).some((spelling) => unpacked.includes(spelling)))) {
    throw new InternalError("A secret is left in the support bundle; it was not written");
  }
  const redacted = clean.reduce((sum, { text, name }) => sum + count(text) - count(texts[name] ?? ""), 0);
  return { bytes, files: clean.map(({ name }) => name), redacted };
}

/** Pure. */
export function removeSecrets(text: string, secrets: readonly Secret[]): string {
  const spellings = secrets.flatMap(listSpellings).toSorted((a, b) => b.length - a.length);
  return redact(
    spellings.reduce((rest, spelling) => rest.replaceAll(spelling, mask), text),
    [],
  );
}

function count(text: string): number {
  return text.split(mask).length - 1;
}
