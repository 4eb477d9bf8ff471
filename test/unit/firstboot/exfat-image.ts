import { readFileSync, writeFileSync } from "node:fs";
import { makeOtherImage, tool } from "./make-volume-images.ts";

/** A file at the top of an exFAT image, and where its bytes lie: in one piece. */
interface ExfatFile {
  readonly name: string;
  readonly offset: number;
  readonly length: number;
}

// Entry types and offsets: Microsoft's exFAT file system specification, sections 3.1 and 7.
const entrySize = 32;
const types = { bitmap: 0x81, file: 0x85, stream: 0xc0, name: 0xc1 } as const;

/** Made by mkfs.exfat; the files are put into it by hand, since no program does that without mounting. */
export function makeExfatImage(files: Readonly<Record<string, string | Uint8Array>>): string {
  const image = makeOtherImage("exfat");
  for (const [name, content] of Object.entries(files)) addFile(image, name, Buffer.from(content));
  tool("fsck.exfat", ["-n", image]);
  return image;
}

export function listExfat(image: string): ExfatFile[] {
  const bytes = readFileSync(image);
  const { root, clusterAt } = readGeometry(bytes);
  const files: ExfatFile[] = [];
  for (let at = root; bytes[at] !== 0; at += entrySize) {
    if (bytes[at] !== types.file) continue;
    const stream = at + entrySize;
    const letters = bytes[stream + 3] ?? 0;
    const parts = Array.from({ length: Math.ceil(letters / 15) }, (_, part) => {
      const entry = at + (2 + part) * entrySize;
      return bytes.toString("utf16le", entry + 2, entry + entrySize);
    });
    const offset = clusterAt(bytes.readUInt32LE(stream + 20));
    const length = Number(bytes.readBigUInt64LE(stream + 24));
    files.push({ name: parts.join("").slice(0, letters), offset, length });
  }
  return files;
}

export function readExfat(image: string, name: string): Buffer {
  const file = listExfat(image).find((found) => found.name === name);
  if (file === undefined) throw new Error(`${image}: no ${name}`);
  return readFileSync(image).subarray(file.offset, file.offset + file.length);
}

function readGeometry(bytes: Buffer) {
  const sector = 2 ** (bytes[108] ?? 0);
  const cluster = sector * 2 ** (bytes[109] ?? 0);
  const heap = bytes.readUInt32LE(88) * sector;
  const clusterAt = (number: number) => heap + (number - 2) * cluster;
  return { cluster, clusterAt, root: clusterAt(bytes.readUInt32LE(96)) };
}

function addFile(image: string, name: string, content: Buffer): void {
  const bytes = readFileSync(image);
  const { cluster, clusterAt, root } = readGeometry(bytes);
  const count = Math.max(1, Math.ceil(content.length / cluster));
  const first = allocate(bytes, root, clusterAt, count);
  content.copy(bytes, clusterAt(first));
  let at = root;
  while (bytes[at] !== 0) at += entrySize;
  buildEntries(name, first, content.length).copy(bytes, at);
  writeFileSync(image, bytes);
}

/** The first clusters that are free, marked as taken. They lie behind those of mkfs, so they are in one piece. */
function allocate(bytes: Buffer, root: number, clusterAt: (number: number) => number, count: number): number {
  let entry = root;
  while (bytes[entry] !== types.bitmap) entry += entrySize;
  const bitmap = clusterAt(bytes.readUInt32LE(entry + 20));
  const isTaken = (index: number) => ((bytes[bitmap + (index >> 3)] ?? 0) >> (index & 7)) & 1;
  let first = 0;
  while (isTaken(first)) first += 1;
  for (let index = first; index < first + count; index += 1) {
    const at = bitmap + (index >> 3);
    bytes[at] = (bytes[at] ?? 0) | (1 << (index & 7));
  }
  return first + 2;
}

function buildEntries(name: string, first: number, length: number): Buffer {
  const parts = Math.ceil(name.length / 15);
  const set = Buffer.alloc((2 + parts) * entrySize);
  set.set([types.file, 1 + parts]);
  set.writeUInt16LE(0x20, 4);
  // 1 January 2020: a date of 0 is none.
  for (const at of [8, 12, 16]) set.writeUInt32LE(0x50210000, at);
  // 3: clusters are allocated, and follow each other.
  set.set([types.stream, 3, 0, name.length], entrySize);
  set.writeUInt16LE(sum(Buffer.from(name.toUpperCase(), "utf16le"), []), entrySize + 4);
  set.writeBigUInt64LE(BigInt(length), entrySize + 8);
  set.writeUInt32LE(first, entrySize + 20);
  set.writeBigUInt64LE(BigInt(length), entrySize + 24);
  for (let part = 0; part < parts; part += 1) {
    const at = (2 + part) * entrySize;
    set.set([types.name], at);
    set.write(name.slice(part * 15, part * 15 + 15), at + 2, "utf16le");
  }
  // Its own place is left out of it.
  set.writeUInt16LE(sum(set, [2, 3]), 2);
  return set;
}

/** Checksum of entries and hash of names: rotate right, add. */
function sum(bytes: Buffer, without: readonly number[]): number {
  let total = 0;
  for (const [at, byte] of bytes.entries()) {
    if (!without.includes(at)) total = (((total & 1) << 15) + (total >> 1) + byte) & 0xffff;
  }
  return total;
}
