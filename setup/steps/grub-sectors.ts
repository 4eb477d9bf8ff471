/**
 * GRUB's BIOS boot code as bytes: where `boot.img` and `core.img` keep the block numbers that grub-bios-setup patches.
 * Offsets: grub-core/boot/i386/pc/boot.S (kernel_sector, at 0x5c) and diskboot.S (the block list, 12 bytes from the end
 * of the first core sector). Verified by booting, in the VM tests.
 */
const sectorSize = 512;
const kernelSectorOffset = 0x5c;
const blockListOffset = sectorSize - 12;
/** The code area of an MBR; behind it lie the disk signature and the protective partition table. */
const bootCodeSize = 440;
/** Where the loader puts the rest of core.img (GRUB_BOOT_I386_PC_KERNEL_SEG + 0x20). */
const loadSegment = 0x820;

/** The 440 bytes of boot code that load core.img from this sector. */
export function buildBootCode(bootImage: Buffer, coreSector: number): Buffer {
  const code = Buffer.from(bootImage.subarray(0, bootCodeSize));
  code.writeBigUInt64LE(BigInt(coreSector), kernelSectorOffset);
  return code;
}

/** core.img with its block list set for lying in one piece from this sector on. */
export function buildCoreImage(coreImage: Buffer, coreSector: number): Buffer {
  const core = Buffer.alloc(Math.ceil(coreImage.length / sectorSize) * sectorSize);
  coreImage.copy(core);
  core.writeBigUInt64LE(BigInt(coreSector + 1), blockListOffset);
  core.writeUInt16LE(core.length / sectorSize - 1, blockListOffset + 8);
  core.writeUInt16LE(loadSegment, blockListOffset + 10);
  return core;
}
