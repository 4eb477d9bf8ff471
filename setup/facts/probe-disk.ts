import { createHash } from "node:crypto";
import { z } from "zod";
import type { Host } from "../host/host.ts";
import { CommandError } from "../issues/exceptions.ts";
import { type ClaimedDisk, claimPlace, parseClaim } from "../plan/disk-claim.ts";
import type { DiskContent } from "./facts.ts";
import { readDiskEdges } from "./read-disk-edges.ts";
import { readPartitions } from "./read-partitions.ts";

/** A healthy disk answers all questions within a second or two; one that is dying may take minutes for each sector. */
const patienceSeconds = 40;
/** The code area of an MBR; behind it lie the disk signature and the partition table. */
const bootCodeBytes = 440;

const nullableText = z.string().nullish();
const Signatures = z.object({
  signatures: z.array(
    z.object({ type: z.string(), offset: z.string(), uuid: nullableText, label: nullableText }),
  ),
});

/** What lies on a disk (or in an image of one). Only reads, and ends after `seconds` whatever state the disk is in. */
export async function probeDisk(
  machine: Host,
  path: string,
  disk: ClaimedDisk,
  seconds: number = patienceSeconds,
): Promise<DiskContent> {
  try {
    return await readContent(machine, path, disk, startTimer(machine, seconds));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const reason = error.exitCode === null ? `no answer within ${seconds} s` : "it could not be read";
    return unreadable(reason);
  }
}

async function readContent(
  machine: Host,
  path: string,
  disk: ClaimedDisk,
  timeLeft: () => number,
): Promise<DiskContent> {
  // First: a disk that does not answer is not asked four times.
  const { first, last } = await readDiskEdges(machine, path, disk.sizeBytes, timeLeft);
  const { stdout } = await machine.run("wipefs", ["--json", path], { timeoutSeconds: timeLeft() });
  const found = Signatures.parse(stdout.trim() === "" ? { signatures: [] } : JSON.parse(stdout)).signatures;
  const table = await readPartitions(machine, path, timeLeft);
  const { offset, length } = claimPlace;
  const claim = parseClaim(first.subarray(offset, offset + length), disk);
  const masked = Buffer.from(first);
  masked.fill(0, offset, offset + length);
  const marks = found.map(({ type, offset: at, uuid, label }) => [type, at, uuid, label].join(" "));
  return {
    unreadable: null,
    signatures: [...new Set(found.map(({ type }) => type))],
    label: found.find(({ label }) => (label ?? "") !== "")?.label ?? null,
    nonZero: hasData(claim === null ? first : masked) || hasData(last),
    bootCode: hasData(first.subarray(0, bootCodeBytes)),
    claim,
    partitions: [...table.partitions],
    // The claim is left out, so that the code a disk was taken with stays valid until something else is changed.
    contentHash: hash(table.id ?? "", ...marks, ...table.tags, hash(masked), hash(last)),
  };
}

/** Whole seconds that are left of all. @throws CommandError when none are. */
function startTimer(machine: Host, seconds: number): () => number {
  const end = machine.now().getTime() + seconds * 1000;
  return () => {
    const left = (end - machine.now().getTime()) / 1000;
    if (left <= 0) throw new CommandError("looking at the disk", null, "");
    return Math.min(Math.ceil(left), seconds);
  };
}

/** A disk nobody could look at is not empty, and has no content a code could be bound to. */
function unreadable(reason: string): DiskContent {
  return {
    unreadable: reason,
    signatures: [],
    label: null,
    nonZero: true,
    bootCode: true,
    claim: null,
    partitions: [],
    contentHash: "",
  };
}

function hasData(bytes: Buffer): boolean {
  // One comparison of memory: a look at each byte costs ten times as much, and there are two MiB of them per disk.
  return !bytes.equals(Buffer.alloc(bytes.length));
}

function hash(...parts: readonly (string | Buffer)[]): string {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(part).update("\0");
  return sum.digest("hex");
}
