import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildTempRoot } from "../../build-temp-root.ts";
import { chooseWrites, type Variant } from "../../faults/choose-writes.ts";
import { changesDisk, listBoundaries } from "../../faults/list-boundaries.ts";
import { parseWriteLog } from "../../faults/parse-write-log.ts";
import { ReplayedDisk } from "../../faults/replayed-disk.ts";
import { recordWithQemuIo } from "./record-with-qemu-io.ts";

const diskBytes = 1024 ** 2;
const commands = [
  ...["write -P 0x11 0 4k", "write -P 0x12 8k 4k", "flush"],
  ...["write -P 0x21 0 4k", "write -P 0x22 64k 8k", "write -P 0x23 128k 4k", "flush"],
  ...["write -P 0x31 4k 4k"],
];

async function record() {
  const folder = await buildTempRoot();
  const { disk, log } = await recordWithQemuIo(folder, diskBytes, commands);
  return { folder, original: disk, log: await parseWriteLog(log) };
}

/** The disk as it is after the first `number - 1` flushes and what a cut leaves of the rest. */
async function rebuild(number: number, variant: Variant, seed: number): Promise<Buffer> {
  const { folder, log } = await record();
  await using disk = await ReplayedDisk.create(join(folder, "rebuilt.raw"), log, diskBytes);
  const boundaries = listBoundaries(log.entries);
  for (const boundary of boundaries) {
    const requests = log.entries.slice(boundary.first, boundary.end);
    const kept = chooseWrites(requests, variant, seed);
    if (boundary.number === number) return await disk.withCut(kept, () => readFile(disk.file));
    await disk.apply(chooseWrites(requests, "whole", seed));
  }
  throw new Error("no such flush");
}

const at = (bytes: Buffer, place: number): number => bytes[place] ?? -1;

describe("a write log of QEMU", () => {
  test("is read entry by entry, with the flushes where they were", async () => {
    const { log } = await record();
    expect(log.sectorBytes).toBe(512);
    const kinds = log.entries.map(({ kind, offset, length }) => [kind, offset, length]);
    expect(kinds.slice(0, 3)).toEqual([
      ["write", 0, 4096],
      ["write", 8192, 4096],
      ["flush", 0, 0],
    ]);
    expect(listBoundaries(log.entries).map(({ first, end }) => [first, end])).toEqual([
      ...[
        [0, 2],
        [3, 6],
        [7, 8],
      ],
    ]);
  });

  test("that is no log, or is cut short, is refused", async () => {
    const { folder, log } = await record();
    await writeFile(join(folder, "other"), Buffer.alloc(4096));
    await expect(parseWriteLog(join(folder, "other"))).rejects.toThrow(/is no write log/);
    await truncate(log.file, log.endOffset - 600);
    await expect(parseWriteLog(log.file)).rejects.toThrow(/inside an entry/);
  });

  test("replayed to its end gives the disk QEMU wrote, byte for byte", async () => {
    const { folder, log, original } = await record();
    await using disk = await ReplayedDisk.create(join(folder, "rebuilt.raw"), log, diskBytes);
    await disk.apply(chooseWrites(log.entries, "whole", 0));
    expect((await readFile(disk.file)).equals(await readFile(original))).toBe(true);
  });
});

describe("a disk rebuilt at the second flush", () => {
  test("whole: has every write up to it, and none behind it", async () => {
    const bytes = await rebuild(2, "whole", 1);
    const places = [0, 8192, 64 * 1024, 128 * 1024, 4096];
    expect(places.map((place) => at(bytes, place))).toEqual([0x21, 0x12, 0x22, 0x23, 0]);
  });

  test("torn: the last write is half there, the one before whole", async () => {
    const bytes = await rebuild(2, "torn", 1);
    expect(at(bytes, 64 * 1024 + 8191)).toBe(0x22);
    const last = bytes.subarray(128 * 1024, 132 * 1024).filter((byte) => byte === 0x23).length;
    expect(last).toBeGreaterThan(0);
    expect(last).toBeLessThan(4096);
  });

  test("reordered: only some of the writes since the first flush, and which ones the seed decides", async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 12; seed += 1) {
      const bytes = await rebuild(2, "reordered", seed);
      expect(at(bytes, 8192)).toBe(0x12);
      seen.add([0, 64 * 1024, 128 * 1024].map((place) => at(bytes, place)).join());
    }
    expect(seen.size).toBeGreaterThan(3);
    expect((await rebuild(2, "reordered", 5)).equals(await rebuild(2, "reordered", 5))).toBe(true);
  });

  test("and left again: the disk is what it was before the cut", async () => {
    const { folder, log } = await record();
    await using disk = await ReplayedDisk.create(join(folder, "rebuilt.raw"), log, diskBytes);
    await disk.apply(chooseWrites(log.entries.slice(0, 3), "whole", 0));
    const before = await readFile(disk.file);
    await disk.withCut(chooseWrites(log.entries.slice(3, 6), "whole", 0), async () => {});
    expect((await readFile(disk.file)).equals(before)).toBe(true);
  });
});

test("writes behind the last flush are a boundary of their own; one without writes changes nothing", () => {
  const write = { kind: "write", offset: 0, length: 4096, dataOffset: 512 } as const;
  const flush = { ...write, kind: "flush", length: 0 } as const;
  const entries = [write, flush, flush, write];
  const boundaries = listBoundaries(entries);
  expect(boundaries.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(boundaries.map((boundary) => changesDisk(boundary, entries))).toEqual([true, false, true]);
});

test("a torn write keeps a beginning or an end, never nothing and never all", () => {
  const entry = { kind: "write", offset: 0, length: 4096, dataOffset: 512 } as const;
  for (let seed = 1; seed <= 200; seed += 1) {
    const [kept] = chooseWrites([entry], "torn", seed);
    const { first, count } = kept?.sectors ?? { first: 0, count: 0 };
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(8);
    expect(first === 0 || first + count === 8).toBe(true);
  }
  // One sector cannot be half there.
  expect(chooseWrites([{ ...entry, length: 512 }], "torn", 1)).toEqual([]);
});
