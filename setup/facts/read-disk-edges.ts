import type { Host } from "../host/host.ts";
import { readRange } from "./read-range.ts";

const mebibyte = 1024 ** 2;

export interface DiskEdges {
  /** The first MiB; of a smaller disk all of it. */
  readonly first: Buffer;
  /** The last MiB. */
  readonly last: Buffer;
}

/** First and last MiB of a disk or image: partition tables and most labels lie there.
 *  @throws CommandError when it cannot be read, or not within the time left. */
export async function readDiskEdges(
  machine: Host,
  path: string,
  sizeBytes: number,
  timeLeft: () => number,
): Promise<DiskEdges> {
  const length = Math.min(mebibyte, sizeBytes);
  const first = await readRange(machine, path, 0, length, timeLeft());
  return { first, last: await readRange(machine, path, sizeBytes - length, length, timeLeft()) };
}
