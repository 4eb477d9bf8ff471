import { createHash } from "node:crypto";
import type { DiskClaim } from "../facts/facts.ts";

/**
 * The claim: the first thing an installation writes to a disk and the last it removes; the first start of the box removes
 * it, too. While it is there, and nothing but our own partitions lies on the disk, a later start may begin anew without
 * asking. It lies in the last 4 KiB of
 * the first MiB: behind the GPT's entries, before the first partition. Its text fits one sector, which disks write whole.
 */
export const claimPlace = { offset: 1024 ** 2 - 4096, length: 4096 } as const;

/** What is left of one sector for the hash and the list of signatures. */
const longestList = 300;

/** How a disk is named in its claim; a copy of the disk elsewhere is not claimed. */
export interface ClaimedDisk {
  readonly serial: string | null;
  readonly sizeBytes: number;
}

/** The 4 KiB to write. Pure. */
export function renderClaim(claim: DiskClaim, disk: ClaimedDisk): Buffer {
  const state = claim.clearing === null ? "cleared" : renderClearing(claim.clearing);
  const owner = hash(disk.serial ?? "", disk.sizeBytes);
  const body = ["CLAWDIE-CLAIM 1", claim.installId, claim.code ?? "-", state, owner];
  const block = Buffer.alloc(claimPlace.length);
  block.write([...body, hash(...body), ""].join("\n"), "ascii");
  return block;
}

/** The claim in these 4 KiB, or null when there is none, or one of another disk, or a damaged one. Pure. */
export function parseClaim(block: Buffer, disk: ClaimedDisk): DiskClaim | null {
  const [, installId = "", code = "", state = ""] = block.subarray(0, 512).toString("latin1").split("\n", 5);
  const [contentHash = "", ...signatures] = state.split(",");
  const clearing = state === "cleared" ? null : { contentHash, signatures };
  const claim = { installId, code: code === "-" ? null : code, clearing };
  return renderClaim(claim, disk).equals(block) ? claim : null;
}

function renderClearing({ contentHash, signatures }: NonNullable<DiskClaim["clearing"]>): string {
  return [contentHash, ...signatures].join(",").slice(0, longestList);
}

function hash(...parts: readonly (string | number)[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 32);
}
