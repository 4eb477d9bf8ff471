import type { Disk } from "../facts/facts.ts";

/** blkid's types by the system people know them from. */
const families: readonly { readonly name: string; readonly types: Readonly<Record<string, string>> }[] = [
  { name: "Windows", types: { ntfs: "NTFS", BitLocker: "BitLocker", ReFS: "ReFS" } },
  { name: "Apple", types: { apfs: "APFS", hfsplus: "HFS+", hfs: "HFS" } },
  {
    name: "Linux",
    types: {
      ...{ ext2: "ext2", ext3: "ext3", ext4: "ext4", xfs: "XFS", btrfs: "Btrfs", f2fs: "F2FS", swap: "swap" },
      ...{ crypto_LUKS: "encrypted, LUKS", LVM2_member: "LVM", linux_raid_member: "RAID member" },
    },
  },
  { name: "ZFS pool", types: { zfs_member: "" } },
  { name: "FreeBSD", types: { ufs: "UFS" } },
  { name: "RAID controller", types: { isw_raid_member: "Intel", ddf_raid_member: "DDF" } },
  { name: "FAT", types: { vfat: "", exfat: "exFAT" } },
  { name: "disc image", types: { iso9660: "", udf: "UDF" } },
];
/** Say only that there is a table; what lies in it is told by name. */
const tables: readonly string[] = ["gpt", "PMBR", "dos", "mac", "bsd", "sgi", "sun", "atari"];

/** What is on a disk, in words: `Windows (NTFS, BitLocker), FAT, labels "OS", "EFI"`; null when nothing is. Pure. */
export function describeContent(disk: Disk): string | null {
  if (disk.unreadable !== null) return `could not be read: ${disk.unreadable}`;
  const inPartitions = disk.partitions.map(({ fileSystem }) => fileSystem ?? "");
  const types = [...new Set([...inPartitions, ...disk.signatures])].filter((type) => type !== "");
  const systems = types.filter((type) => !tables.includes(type));
  const labels = [...new Set([disk.label, ...disk.partitions.map(({ label }) => label)])].filter(
    (label) => label,
  );
  const words = [...nameFamilies(systems), ...(labels.length > 0 ? [listLabels(labels as string[])] : [])];
  if (words.length > 0) return words.join(", ");
  const count = disk.partitions.length;
  if (count > 0)
    return count === 1 ? "one partition of an unknown kind" : `${count} partitions of unknown kinds`;
  if (types.length > 0) return "a partition table without partitions";
  return disk.nonZero ? "data of an unknown kind" : null;
}

function nameFamilies(types: readonly string[]): string[] {
  const known = families.flatMap(({ name, types: members }) => {
    const found = types.filter((type) => type in members);
    const details = found.map((type) => members[type]).filter((detail) => detail !== "");
    if (found.length === 0) return [];
    return [details.length === 0 ? name : `${name} (${details.join(", ")})`];
  });
  const unknown = types.filter((type) => families.every((family) => !(type in family.types)));
  return [...known, ...unknown.map((type) => (type === "several" ? "several file systems" : type))];
}

function listLabels(labels: readonly string[]): string {
  return `${labels.length === 1 ? "label" : "labels"} ${labels.map((label) => `"${label}"`).join(", ")}`;
}
