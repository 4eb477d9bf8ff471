import { z } from "zod";

/** What the machine is: the only reads before planning, kept as JSON so that a plan can be made again anywhere. Sizes in bytes. */
export const Partition = z.object({
  path: z.string(),
  sizeBytes: z.number(),
  label: z.string().nullable(),
  partitionName: z.string().nullable(),
  /** File system or member type as blkid names it (vfat, zfs_member, LVM2_member …). */
  fileSystem: z.string().nullable(),
});
export type Partition = z.infer<typeof Partition>;

export const Disk = z.object({
  /** Kernel name path; good for this boot only. */
  path: z.string(),
  /** Stable name under /dev/disk/by-id, when udev made one. */
  byId: z.string().nullable(),
  model: z.string().nullable(),
  serial: z.string().nullable(),
  sizeBytes: z.number(),
  transport: z.string().nullable(),
  removable: z.boolean(),
  readOnly: z.boolean(),
  /** Signatures anywhere on the whole disk (gpt, ntfs, zfs_member …), as `wipefs` and our own reads see them. */
  signatures: z.array(z.string()),
  /** True when the first or last MiB holds anything but zeros. */
  nonZero: z.boolean(),
  /** True when the boot sector holds code: our installer writes it last. */
  bootCode: z.boolean(),
  partitions: z.array(Partition),
  /** What uses it right now: mount points, md, LVM, imported pools. */
  usedBy: z.array(z.string()),
});
export type Disk = z.infer<typeof Disk>;

export const NetworkInterface = z.object({
  name: z.string(),
  hardwareAddress: z.string(),
  carrier: z.boolean(),
  addresses: z.array(z.string()),
});
export type NetworkInterface = z.infer<typeof NetworkInterface>;

export const Facts = z.object({
  schema: z.literal(1),
  machine: z.object({ vendor: z.string().nullable(), model: z.string().nullable() }),
  memoryBytes: z.number(),
  processors: z.number(),
  firmware: z.enum(["uefi", "bios"]),
  /** ISO 8601, UTC. */
  clock: z.string(),
  /** True when running from the stick or ISO. */
  live: z.boolean(),
  disks: z.array(Disk),
  interfaces: z.array(NetworkInterface),
});
export type Facts = z.infer<typeof Facts>;
