import type { Disk, OwnInstallation, Partition } from "../setup/facts/facts.ts";
import { partitionNames } from "../setup/plan/disk-layout.ts";

/** An empty SATA disk of 64 GB that nothing uses; pass what the test is about. */
export function buildDisk(overrides: Partial<Disk> = {}): Disk {
  return {
    path: "/dev/sda",
    names: ["/dev/disk/by-id/ata-EXAMPLE_SSD_S1", "/dev/disk/by-id/wwn-0x5000000000000001"],
    model: "EXAMPLE SSD",
    serial: "S1",
    wwn: null,
    sizeBytes: 64e9,
    transport: "sata",
    removable: false,
    readOnly: false,
    unreadable: null,
    signatures: [],
    label: null,
    nonZero: false,
    bootCode: false,
    claim: null,
    partitions: [],
    contentHash: "e".repeat(64),
    usedBy: [],
    installation: null,
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
    claim: { installId: "0123456789abcdef", code: null, clearing: null },
    contentHash: "c".repeat(64),
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

/** A disk with Windows on it. */
export function buildWindowsDisk(overrides: Partial<Disk> = {}): Disk {
  return buildDisk({
    signatures: ["gpt", "PMBR"],
    nonZero: true,
    contentHash: "d".repeat(64),
    partitions: [
      buildPartition({ fileSystem: "vfat", label: "SYSTEM" }),
      buildPartition({ path: "/dev/sda2", fileSystem: "ntfs", label: "Windows" }),
    ],
    ...overrides,
  });
}

/** A finished box; pass what differs. */
export function buildInstalledDisk(overrides: Partial<Disk> = {}): Disk {
  return buildUnfinishedDisk({
    claim: null,
    bootCode: true,
    contentHash: "b".repeat(64),
    installation: buildInstallation(),
    ...overrides,
  });
}

export function buildInstallation(overrides: Partial<OwnInstallation> = {}): OwnInstallation {
  return {
    state: "own",
    installId: "0123456789abcdef",
    poolGuid: "1234567890123456789",
    rootDataset: "zroot/ROOT/clawdie-0.1.0",
    hostname: "clawdie-shelf",
    version: "0.1.0",
    computer: null,
    adoption: null,
    ...overrides,
  };
}
