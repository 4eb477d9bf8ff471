import type { Volume } from "../../../firstboot/list-volumes.ts";

/** The seed of a stick as flashed; pass what the test is about. */
export function buildVolume(overrides: Partial<Volume> = {}): Volume {
  return {
    device: "/dev/sdb1",
    fileSystem: "vfat",
    label: "CLAWDIESEED",
    bootLabel: null,
    partitionName: "CLAWDIE-SEED",
    uuid: "1234-ABCD",
    partitionUuid: null,
    serial: "STICK-01",
    sizeBytes: 64 * 1024 ** 2,
    model: "Test Stick",
    removable: true,
    readOnly: false,
    bootPartition: false,
    mountPoints: [],
    disk: "/dev/sdb#7",
    ...overrides,
  };
}
