import { z } from "zod";

/** What the machine is: the only reads before planning, kept as JSON so that a plan can be made again anywhere. Sizes in bytes. */
export const Partition = z.object({
  path: z.string(),
  sizeBytes: z.number(),
  label: z.string().nullable(),
  partitionName: z.string().nullable(),
  /** File system or member type as blkid names it (vfat, zfs_member, LVM2_member …); `several` when it cannot decide. */
  fileSystem: z.string().nullable(),
});
export type Partition = z.infer<typeof Partition>;

/** The mark a running installation leaves on its disk before it changes anything else. */
export const DiskClaim = z.object({
  /** 16 hexadecimal digits: the attempt that took the disk. */
  installId: z.string(),
  /** The code of ERASE_DISK it was taken with; null when the disk was empty. */
  code: z.string().nullable(),
  /** What was there and is just being cleared away; null once all of it is gone. */
  clearing: z.object({ contentHash: z.string(), signatures: z.array(z.string()) }).nullable(),
});
export type DiskClaim = z.infer<typeof DiskClaim>;

/** What lies on a disk, as far as reading can tell. */
export const DiskContent = z.object({
  /** Why it could not be looked at, in words; null when it could. The rest then says as much as is known. */
  unreadable: z.string().nullable(),
  /** Signatures on the whole disk (gpt, ntfs, zfs_member …), as `wipefs` names them. */
  signatures: z.array(z.string()),
  /** Label of a file system that has the whole disk to itself. */
  label: z.string().nullable(),
  /** True when the first or last MiB holds anything but zeros (and a claim of ours). */
  nonZero: z.boolean(),
  /** True when the boot sector holds code: our installer writes it last. */
  bootCode: z.boolean(),
  claim: DiskClaim.nullable(),
  partitions: z.array(Partition),
  /** SHA-256 of signatures, partitions, first and last MiB: tells whether anything was changed since. */
  contentHash: z.string(),
});
export type DiskContent = z.infer<typeof DiskContent>;

/** A finished installation of ours, recognized by its pool, its boot menu and its own record together. No secrets. */
export const Installation = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("own"),
    /** 16 hexadecimal digits: the identity of the box, from its first installation on. */
    installId: z.string(),
    poolGuid: z.string(),
    /** The root dataset its boot menu starts. */
    rootDataset: z.string(),
    hostname: z.string(),
    /** Of the program that made this system. */
    version: z.string(),
    /** Tells the computer it was made on; null when it had no number of its own. */
    computer: z.string().nullable(),
    /** Which adoption made this system; null for one that was installed. */
    adoption: z.string().nullable(),
  }),
  /** It has our partitions, and something about it is not as we leave it. */
  z.object({ state: z.literal("unclear"), reason: z.string() }),
]);
export type Installation = z.infer<typeof Installation>;
export type OwnInstallation = Extract<Installation, { state: "own" }>;

export const Disk = DiskContent.extend({
  /** Kernel name path; good for this boot only. */
  path: z.string(),
  /** All stable names under /dev/disk/by-id and by-path that lead to the whole disk. */
  names: z.array(z.string()),
  model: z.string().nullable(),
  serial: z.string().nullable(),
  /** World-wide name: the same on each path to one disk. */
  wwn: z.string().nullable(),
  sizeBytes: z.number(),
  transport: z.string().nullable(),
  removable: z.boolean(),
  readOnly: z.boolean(),
  /** What uses it right now: mount points, md, LVM, imported pools. */
  usedBy: z.array(z.string()),
  /** Looked for in the live system only; null when there is none. */
  installation: Installation.nullable().default(null),
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
  machine: z.object({
    vendor: z.string().nullable(),
    model: z.string().nullable(),
    /** What tells this computer from any other: its DMI number, or the address of a network card. */
    identity: z.string().nullable(),
  }),
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

/** The part of them that an installed box asks of itself. */
export type BoxFacts = Pick<Facts, "memoryBytes" | "interfaces"> & {
  /** The network card that has the static address so far, on the running box. */
  readonly staticInterface?: string | null;
};
