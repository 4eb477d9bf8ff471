import type { Disk, Partition } from "../setup/facts/facts.ts";
import { partitionNames } from "../setup/plan/disk-layout.ts";

/** An empty SATA disk of 64 GB that nothing uses; pass what the test is about. */
export function buildDisk(overrides: Partial<Disk> = {}): Disk {
  return {
    path: "/dev/sda",
    byId: "/dev/disk/by-id/ata-EXAMPLE_SSD_S1",
    model: "EXAMPLE SSD",
    serial: "S1",
    sizeBytes: 64e9,
    transport: "sata",
    removable: false,
    readOnly: false,
    signatures: [],
    nonZero: false,
    bootCode: false,
    partitions: [],
    usedBy: [],
    ...overrides,
  };
}

export function buildPartition(overrides: Partial<Partition> = {}): Partition {
  const plain = { path: "/dev/sda1", sizeBytes: 1e9, label: null, partitionName: null, fileSystem: null };
  return { ...plain, ...overrides };
}

/** As an installation of ours leaves a disk that was cut short: everything but the boot sector. */
export function buildUnfinishedDisk(overrides: Partial<Disk> = {}): Disk {
  return buildDisk({
    signatures: ["gpt", "PMBR"],
    nonZero: true,
    partitions: partitionNames.map((partitionName, at) =>
      buildPartition({
        path: `/dev/sda${at + 1}`,
        partitionName,
        fileSystem: [null, "vfat", "zfs_member"][at] ?? null,
      }),
    ),
    ...overrides,
  });
}
