/** The three partitions of a box, by GPT name; GRUB's prefix `(,gpt2)` in iso/boot/build-grub.sh counts on this order. */
export const diskLayout = {
  biosBoot: {
    number: 1,
    name: "CLAWDIE-BIOS",
    type: "21686148-6449-6E6F-744E-656564454649",
    startSector: 2048,
  },
  esp: { number: 2, name: "CLAWDIE-EFI", type: "C12A7328-F81F-11D2-BA4B-00A0C93EC93B", mebibytes: 512 },
  pool: { number: 3, name: "CLAWDIE-POOL", type: "6A898CC3-1DD2-11B2-99A6-080020736631" },
} as const;

export const partitionNames: readonly string[] = Object.values(diskLayout).map(({ name }) => name);

/** sfdisk's input: BIOS boot 1 MiB, ESP 512 MiB (four kernels with initramfs take 140), the rest is the pool. */
export function renderPartitionTable(): string {
  const { biosBoot, esp, pool } = diskLayout;
  return [
    "label: gpt",
    `start=${biosBoot.startSector}, size=1MiB, type=${biosBoot.type}, name="${biosBoot.name}"`,
    `size=${esp.mebibytes}MiB, type=${esp.type}, name="${esp.name}"`,
    `type=${pool.type}, name="${pool.name}"`,
    "",
  ].join("\n");
}

const mebibyte = 1024 ** 2;
/** Where labels lie: at both ends of a partition. ZFS keeps two of 256 KiB at each end, the others less. */
const labelBytes = mebibyte;

/** A range of bytes on a disk. */
export interface DiskRange {
  readonly offset: number;
  readonly length: number;
}

/**
 * Where partition tables, and labels on our partitions, may lie: the beginning of the disk up to the second partition's
 * first MiB, the border between the second and the third, the end. Never the middle of a partition. Pure.
 */
export function listLabelRanges(sizeBytes: number, sectorBytes: number): DiskRange[] {
  const biosBoot = diskLayout.biosBoot.startSector * sectorBytes;
  const esp = biosBoot + mebibyte;
  const pool = esp + diskLayout.esp.mebibytes * mebibyte;
  // sfdisk ends the last partition at a whole MiB, up to two before the end of the disk.
  const end = sizeBytes - 2 * mebibyte - labelBytes;
  return [
    { offset: 0, length: esp + labelBytes },
    { offset: pool - labelBytes, length: 2 * labelBytes },
    { offset: end, length: sizeBytes - end },
  ];
}

/** `/dev/vda` → `/dev/vda2`, `/dev/nvme0n1` → `/dev/nvme0n1p2`: the kernel's rule for names ending in a digit. */
export function partitionPath(disk: string, number: number): string {
  return /\d$/.test(disk) ? `${disk}p${number}` : `${disk}${number}`;
}
