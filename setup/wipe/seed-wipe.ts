import { z } from "zod";
import type { Host } from "../host/host.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { SeedSource } from "./seed-source.ts";

/** Why secrets are still on the stick. Where a file is concerned, `name` says which. */
export const LeftReason = z.enum([
  "not-plugged-in",
  "several",
  "write-protected",
  "format",
  "changed",
  "failed",
  // Of one file: another program's format, too large to look into, holds them but is no copy, the stick lost the write.
  "packed",
  "too-large",
  "no-copy",
  "not-kept",
]);
export type LeftReason = z.infer<typeof LeftReason>;

export const LeftSecret = z.object({
  /** Null: the stick as a whole. */
  name: z.string().nullable(),
  reason: LeftReason,
  /** The format, or what the system said; empty when there is nothing to add. */
  detail: z.string(),
});
export type LeftSecret = z.infer<typeof LeftSecret>;

const Span = z.object({
  offset: z.number(),
  length: z.number(),
  charset: z.enum(["utf-8", "windows-1252", "utf-16le", "utf-16be"]),
});

/** What became of the secrets on one stick. Names and places, never a secret. */
export const StickWipe = z.object({
  source: SeedSource,
  /** wiped: overwritten, read back, and nothing known of is left. begun: a power cut or a fault came in between. */
  state: z.enum(["begun", "wiped", "partly", "left"]),
  /** Of the last change; ISO 8601, UTC. */
  at: z.string(),
  /** Files that held secrets and hold none now. */
  wiped: z.array(z.string()),
  left: z.array(LeftSecret),
  /** While begun: the files, and the places in setup.txt, so that half a secret is found again. */
  begun: z.object({ names: z.array(z.string()), setup: z.array(Span) }).nullable(),
});
export type StickWipe = z.infer<typeof StickWipe>;

export const SeedWipe = z.object({ schema: z.literal(1), sticks: z.array(StickWipe) });
export type SeedWipe = z.infer<typeof SeedWipe>;

/** What was done so far; nothing when there is no record or it cannot be understood. */
export async function readSeedWipe(host: Pick<Host, "readFile">): Promise<SeedWipe> {
  const bytes = await host.readFile(boxLayout.seedWipe);
  try {
    return SeedWipe.parse(JSON.parse(bytes?.toString("utf8") ?? ""));
  } catch {
    return { schema: 1, sticks: [] };
  }
}

export async function writeSeedWipe(host: Pick<Host, "writeFile">, record: SeedWipe): Promise<void> {
  await host.writeFile(boxLayout.seedWipe, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o644 });
}
