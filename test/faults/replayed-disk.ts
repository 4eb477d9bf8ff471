import { execFile } from "node:child_process";
import { type FileHandle, open } from "node:fs/promises";
import { promisify } from "node:util";
import { type KeptRequest, tornUnitBytes } from "./choose-writes.ts";
import type { LogEntry, WriteLog } from "./parse-write-log.ts";

interface OldContent {
  readonly offset: number;
  readonly bytes: Buffer;
}

/** A raw, sparse disk image that goes forward along a write log, and aside for the moment of one cut. */
export class ReplayedDisk {
  readonly file: string;
  readonly #disk: FileHandle;
  readonly #log: FileHandle;

  private constructor(file: string, disk: FileHandle, log: FileHandle) {
    this.file = file;
    this.#disk = disk;
    this.#log = log;
  }

  /** An empty disk; replaces the file. */
  static async create(file: string, log: WriteLog, sizeBytes: number): Promise<ReplayedDisk> {
    const disk = await open(file, "w+");
    await disk.truncate(sizeBytes);
    return new ReplayedDisk(file, disk, await open(log.file, "r"));
  }

  /** For good: the disk is that much further. */
  async apply(requests: readonly KeptRequest[]): Promise<void> {
    for (const request of requests) await this.#applyOne(request);
  }

  /**
   * For as long as `work` takes: these requests are on the disk, too. Discards are left out: a disk need not have
   * carried them out, and what they leave behind is what was there.
   */
  async withCut<T>(requests: readonly KeptRequest[], work: () => Promise<T>): Promise<T> {
    const writes = requests.filter(({ entry }) => entry.kind === "write");
    const old: OldContent[] = [];
    for (const { entry } of writes) old.push(await this.#read(entry));
    try {
      await this.apply(writes);
      return await work();
    } finally {
      for (const { offset, bytes } of old.reverse()) await this.#disk.write(bytes, 0, bytes.length, offset);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#disk.close();
    await this.#log.close();
  }

  async #read({ offset, length }: LogEntry): Promise<OldContent> {
    const bytes = Buffer.alloc(length);
    await this.#disk.read(bytes, 0, length, offset);
    return { offset, bytes };
  }

  async #applyOne({ entry, sectors }: KeptRequest): Promise<void> {
    if (entry.kind === "discard") return this.#discard(entry);
    if (entry.kind !== "write") return;
    const skip = (sectors?.first ?? 0) * tornUnitBytes;
    const length = sectors === null ? entry.length : sectors.count * tornUnitBytes;
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await this.#log.read(bytes, 0, length, entry.dataOffset + skip);
    if (bytesRead < length) throw new Error("the write log ends inside a write");
    await this.#disk.write(bytes, 0, length, entry.offset + skip);
  }

  /** Discarded blocks read as zeros, as most flash answers; a hole in the image takes no space. */
  async #discard({ offset, length }: LogEntry): Promise<void> {
    const range = ["--punch-hole", "--offset", String(offset), "--length", String(length)];
    await promisify(execFile)("fallocate", [...range, this.file]);
  }
}
