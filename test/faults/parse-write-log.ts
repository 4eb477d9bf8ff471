import { open } from "node:fs/promises";

/** One request a disk was sent, as QEMU's `blklogwrites` recorded it. */
export interface LogEntry {
  readonly kind: "write" | "discard" | "flush" | "mark";
  /** Where on the disk; bytes. */
  readonly offset: number;
  /** How much of the disk it changes; bytes, 0 for a flush. */
  readonly length: number;
  /** Where in the log its content begins; meaningful for a write only. */
  readonly dataOffset: number;
}

export interface WriteLog {
  readonly file: string;
  readonly sectorBytes: number;
  readonly entries: readonly LogEntry[];
  /** End of the last entry; what lies behind it is not said to be whole. */
  readonly endOffset: number;
}

const magic = 0x6a736677736872n;
const headerBytes = 32;
const flags = { flush: 1n, discard: 4n, mark: 8n } as const;

/**
 * The entries of a write log; contents stay in the file. Format: Documentation/admin-guide/device-mapper/log-writes.rst
 * of Linux, which QEMU writes too. @throws Error for another format or a file cut short.
 */
export async function parseWriteLog(file: string): Promise<WriteLog> {
  await using handle = await open(file, "r");
  const { size } = await handle.stat();
  const read = async (offset: number, length: number): Promise<Buffer> => {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset);
    if (bytesRead < length) throw new Error(`${file} ends at byte ${size}, inside an entry`);
    return buffer;
  };
  const head = await read(0, headerBytes);
  if (head.readBigUInt64LE(0) !== magic) throw new Error(`${file} is no write log`);
  if (head.readBigUInt64LE(8) !== 1n) throw new Error(`${file}: version ${head.readBigUInt64LE(8)}, not 1`);
  const count = Number(head.readBigUInt64LE(16));
  const sectorBytes = head.readUInt32LE(24);
  const entries: LogEntry[] = [];
  let place = sectorBytes;
  while (entries.length < count) {
    const entry = parseEntry(await read(place, headerBytes), sectorBytes, place + sectorBytes);
    entries.push(entry);
    place = entry.dataOffset + (entry.kind === "write" ? entry.length : 0);
  }
  if (place > size) throw new Error(`${file} ends at byte ${size}, inside an entry`);
  return { file, sectorBytes, entries, endOffset: place };
}

function parseEntry(header: Buffer, sectorBytes: number, dataOffset: number): LogEntry {
  const kinds = header.readBigUInt64LE(16);
  const has = (flag: bigint): boolean => (kinds & flag) !== 0n;
  const offset = Number(header.readBigUInt64LE(0)) * sectorBytes;
  const length = Number(header.readBigUInt64LE(8)) * sectorBytes;
  if (has(flags.mark)) return { kind: "mark", offset: 0, length: 0, dataOffset };
  if (has(flags.discard)) return { kind: "discard", offset, length, dataOffset };
  // A flush that carries data would be a write that follows it; QEMU records the two apart.
  if (length === 0) return { kind: has(flags.flush) ? "flush" : "mark", offset: 0, length: 0, dataOffset };
  return { kind: "write", offset, length, dataOffset };
}
