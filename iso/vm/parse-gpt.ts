import { crc32 } from "node:zlib";

export interface GptTable {
  readonly diskGuid: string;
  readonly partitions: readonly GptPartition[];
}

export interface GptPartition {
  /** 1-based place in the table. */
  readonly number: number;
  readonly name: string;
  /** Upper case with dashes. */
  readonly typeGuid: string;
  readonly uniqueGuid: string;
  readonly offsetBytes: number;
  readonly sizeBytes: number;
}

/** How much of a disk's beginning `parseGpt` needs: protective MBR, header and 128 entries of 128 bytes, for either sector size. */
export const gptHeadBytes = 128 * 1024;

/**
 * The primary partition table in a disk's first bytes (`gptHeadBytes` are enough). Pure.
 * Layout: UEFI specification 2.10, section 5.3. Returns null when there is no valid table (signature or a checksum wrong).
 */
export function parseGpt(head: Buffer, sectorBytes = 512): GptTable | null {
  const header = head.subarray(sectorBytes, sectorBytes * 2);
  if (header.length < 92 || header.toString("latin1", 0, 8) !== "EFI PART") return null;
  const headerBytes = header.readUInt32LE(12);
  if (headerBytes < 92 || headerBytes > header.length) return null;
  const unsigned = Buffer.from(header.subarray(0, headerBytes));
  unsigned.writeUInt32LE(0, 16);
  if (crc32(unsigned) !== header.readUInt32LE(16)) return null;

  const start = Number(header.readBigUInt64LE(72)) * sectorBytes;
  const count = header.readUInt32LE(80);
  const entryBytes = header.readUInt32LE(84);
  const entries = head.subarray(start, start + count * entryBytes);
  if (entryBytes < 128 || entries.length < count * entryBytes) return null;
  if (crc32(entries) !== header.readUInt32LE(88)) return null;

  const partitions: GptPartition[] = [];
  for (let index = 0; index < count; index += 1) {
    const entry = entries.subarray(index * entryBytes, (index + 1) * entryBytes);
    if (!isUnused(entry)) partitions.push(parseEntry(entry, index + 1, sectorBytes));
  }
  return { diskGuid: formatGuid(header.subarray(56, 72)), partitions };
}

function isUnused(entry: Buffer): boolean {
  return entry.subarray(0, 16).every((byte) => byte === 0);
}

function parseEntry(entry: Buffer, number: number, sectorBytes: number): GptPartition {
  const first = Number(entry.readBigUInt64LE(32));
  const last = Number(entry.readBigUInt64LE(40));
  return {
    number,
    name: (entry.toString("utf16le", 56, 128).split("\0")[0] ?? "").trim(),
    typeGuid: formatGuid(entry.subarray(0, 16)),
    uniqueGuid: formatGuid(entry.subarray(16, 32)),
    offsetBytes: first * sectorBytes,
    sizeBytes: (last - first + 1) * sectorBytes,
  };
}

/** The first three groups of a GUID are stored little-endian. */
function formatGuid(bytes: Buffer): string {
  const groups = [
    Buffer.from(bytes.subarray(0, 4)).reverse(),
    Buffer.from(bytes.subarray(4, 6)).reverse(),
    Buffer.from(bytes.subarray(6, 8)).reverse(),
    bytes.subarray(8, 10),
    bytes.subarray(10, 16),
  ];
  return groups
    .map((group) => group.toString("hex"))
    .join("-")
    .toUpperCase();
}
