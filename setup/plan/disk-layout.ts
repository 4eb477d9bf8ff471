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

/** `/dev/vda` → `/dev/vda2`, `/dev/nvme0n1` → `/dev/nvme0n1p2`: the kernel's rule for names ending in a digit. */
export function partitionPath(disk: string, number: number): string {
  return /\d$/.test(disk) ? `${disk}p${number}` : `${disk}${number}`;
}
