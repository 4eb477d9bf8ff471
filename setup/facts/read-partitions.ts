import { z } from "zod";
import type { Host } from "../host/host.ts";
import type { Partition } from "./facts.ts";

const Table = z.object({
  partitiontable: z.object({
    id: z.string().nullish(),
    sectorsize: z.number().default(512),
    partitions: z
      .array(z.object({ node: z.string(), start: z.number(), size: z.number(), name: z.string().nullish() }))
      .default([]),
  }),
});

export interface PartitionTable {
  /** As the table itself says; null without a table. Any new table has another one. */
  readonly id: string | null;
  readonly partitions: readonly Partition[];
  /** What blkid says about each partition, word for word. */
  readonly tags: readonly string[];
}

/** The partitions as the table on the disk has them, and what lies in each. Reads only, and never asks the kernel to look again.
 *  @throws CommandError when a read takes longer than the time left. */
export async function readPartitions(
  machine: Host,
  path: string,
  timeLeft: () => number,
): Promise<PartitionTable> {
  const { exitCode, stdout } = await machine.run("sfdisk", ["--json", path], {
    allowExit: [0, 1],
    timeoutSeconds: timeLeft(),
  });
  // 1: no partition table that sfdisk knows.
  if (exitCode !== 0 || stdout.trim() === "") return { id: null, partitions: [], tags: [] };
  const { id, sectorsize, partitions } = Table.parse(JSON.parse(stdout)).partitiontable;
  const found: Partition[] = [];
  const tags: string[] = [];
  for (const { node, start, size, name } of partitions) {
    const range = [`--offset=${start * sectorsize}`, `--size=${size * sectorsize}`];
    const probe = await machine.run("blkid", ["--probe", "--output=export", ...range, path], {
      allowExit: [0, 2, 8],
      timeoutSeconds: timeLeft(),
    });
    const tag = readTags(probe.stdout);
    tags.push(
      [start, size, ...probe.stdout.split("\n").filter((line) => !line.startsWith("DEVNAME="))].join(" "),
    );
    // 8: signatures of several kinds; 2: none.
    const fileSystem = probe.exitCode === 8 ? "several" : (tag.TYPE ?? tag.PTTYPE ?? null);
    found.push({
      path: node,
      sizeBytes: size * sectorsize,
      label: tag.LABEL ?? null,
      partitionName: name ?? null,
      fileSystem,
    });
  }
  return { id: id ?? null, partitions: found, tags };
}

/** `KEY=value` lines; blkid puts a backslash before blanks. */
function readTags(output: string): Readonly<Record<string, string>> {
  const pairs = output.split("\n").map((line) => {
    const at = line.indexOf("=");
    return [
      line.slice(0, at),
      line
        .slice(at + 1)
        .replaceAll("\\", "")
        .trim(),
    ];
  });
  return Object.fromEntries(pairs);
}
