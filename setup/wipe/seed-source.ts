import { z } from "zod";
import { hashSeed } from "../config/hash-seed.ts";
import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { findSecrets } from "./find-secrets.ts";
import { listKnownSecrets } from "./list-known-secrets.ts";
import { overwriteSpans } from "./overwrite-spans.ts";

/** A stick the settings of this box came from. No secrets. */
export const SeedSource = z.object({
  /** Number of its file system, as blkid gives it. */
  uuid: z.string(),
  partitionUuid: z.string().nullable(),
  /** Of the stick itself; cheap ones have none. */
  serial: z.string().nullable(),
  sizeBytes: z.number().nullable(),
  /** SHA-256 of setup.txt as it is once its secrets are overwritten: tells the file before, during and after that. */
  wipedHash: z.string(),
});
export type SeedSource = z.infer<typeof SeedSource>;

/** What a volume is compared by. */
export type SeedVolume = Omit<SeedSource, "uuid" | "wipedHash"> & { readonly uuid: string | null };

const SeedSources = z.array(SeedSource);

/** Null for a volume without a number: it could not be told from another one. Pure. */
export function buildSeedSource(volume: SeedVolume, setupTxt: Uint8Array): SeedSource | null {
  const { uuid, partitionUuid, serial, sizeBytes } = volume;
  if (uuid === null) return null;
  return { uuid, partitionUuid, serial, sizeBytes, wipedHash: hashWiped(setupTxt) };
}

/** The same for a file, for what is left of it after a power cut, and for the wiped one. Pure. */
export function hashWiped(setupTxt: Uint8Array): string {
  return hashSeed(overwriteSpans(setupTxt, findSecrets(setupTxt, listKnownSecrets(setupTxt))));
}

/** Pure. */
export function isSameStick(source: SeedSource, volume: SeedVolume): boolean {
  const agrees = (key: "partitionUuid" | "serial" | "sizeBytes") =>
    source[key] === null || volume[key] === null || source[key] === volume[key];
  return source.uuid === volume.uuid && agrees("partitionUuid") && agrees("serial") && agrees("sizeBytes");
}

/** Of each stick the newest. Pure. */
export function renderSeedSources(sources: readonly SeedSource[]): string {
  const newest = sources.filter(
    (source, at) => !sources.slice(at + 1).some((later) => isSameStick(source, later)),
  );
  return `${JSON.stringify(newest, null, 2)}\n`;
}

/** None when nothing is known, or it cannot be understood: then no stick is written to. */
export async function readSeedSources(host: Pick<Host, "readFile">): Promise<SeedSource[]> {
  const bytes = await host.readFile(boxLayout.seedSources);
  if (bytes === null) return [];
  try {
    return SeedSources.parse(JSON.parse(bytes.toString("utf8")));
  } catch {
    return [];
  }
}

/** Settings were taken from this stick too. */
export async function addSeedSource(
  host: Pick<Host, "readFile" | "writeFile">,
  source: SeedSource,
): Promise<void> {
  const text = renderSeedSources([...(await readSeedSources(host)), source]);
  await host.writeFile(boxLayout.seedSources, text, { mode: 0o600 });
}
