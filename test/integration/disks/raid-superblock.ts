/** A member's superblock as mdadm writes it; mdadm needs the kernel's md driver to make one, but not to look at it. */
export type RaidVersion = "0.90" | "1.0" | "1.1" | "1.2";

const magic = 0xa92b4efc;

/** Layout: include/uapi/linux/raid/md_p.h of the Linux kernel. */
export function buildRaidMember(version: RaidVersion, diskBytes: number): { offset: number; bytes: Buffer } {
  return version === "0.90" ? buildOld(diskBytes) : buildNew(version, diskBytes);
}

function buildOld(diskBytes: number): { offset: number; bytes: Buffer } {
  const offset = Math.floor(diskBytes / 65_536) * 65_536 - 65_536;
  const bytes = Buffer.alloc(4096);
  // magic, version 0.90.0, generic words, uuid, time, level 1, size in KiB, 2 disks.
  const words = [magic, 0, 90, 0, 992, 0x1234, 0x6000_0000, 1, offset / 1024, 2, 2, 0, 0, 0x11, 0x22, 0x33];
  for (const [at, word] of words.entries()) bytes.writeUInt32LE(word >>> 0, at * 4);
  // The checksum lies at word 38 and counts as zero itself.
  bytes.writeUInt32LE(sumWords(bytes), 38 * 4);
  return { offset, bytes };
}

function buildNew(version: RaidVersion, diskBytes: number): { offset: number; bytes: Buffer } {
  const sectors = diskBytes / 512;
  const sector = { "1.0": Math.floor((sectors - 16) / 8) * 8, "1.1": 0, "1.2": 8 }[version as "1.0"];
  const bytes = Buffer.alloc(4096);
  bytes.writeUInt32LE(magic, 0);
  bytes.writeUInt32LE(1, 4);
  bytes.set(Buffer.from("00112233445566778899aabbccddeeff", "hex"), 16);
  bytes.write("nas:0", 32, "ascii");
  bytes.writeInt32LE(1, 72);
  bytes.writeBigUInt64LE(BigInt(sectors - 4096), 80);
  bytes.writeUInt32LE(2, 92);
  bytes.writeBigUInt64LE(version === "1.0" ? 0n : 2048n, 128);
  bytes.writeBigUInt64LE(BigInt(sectors - 4096), 136);
  bytes.writeBigUInt64LE(BigInt(sector), 144);
  bytes.set(Buffer.from("ffeeddccbbaa99887766554433221100", "hex"), 168);
  bytes.writeUInt32LE(128, 220);
  bytes.writeUInt32LE(sumWords(bytes.subarray(0, 256 + 2 * 128)), 216);
  return { offset: sector * 512, bytes };
}

/** The 64-bit sum of the words, folded to 32 bits. */
function sumWords(bytes: Buffer): number {
  let sum = 0n;
  for (let at = 0; at < bytes.length; at += 4) sum += BigInt(bytes.readUInt32LE(at));
  return Number(((sum & 0xffff_ffffn) + (sum >> 32n)) & 0xffff_ffffn);
}
