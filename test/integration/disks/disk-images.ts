import { mkdir, open, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { execa } from "execa";
import { buildRaidMember, type RaidVersion } from "./raid-superblock.ts";

export const imageBytes = 64 * 1024 ** 2;

/** Writes something on an image that is all zeros. */
type Maker = (image: string) => Promise<unknown>;

const searchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** A system tool; without a shell, and without looking at anything but the image. */
function tool(command: string, args: readonly string[], input = ""): Promise<unknown> {
  return execa(command, args, { input, env: { PATH: searchPath, LC_ALL: "C" }, extendEnv: false });
}

/** Write at this place; a negative one counts from the end. */
export async function put(image: string, offset: number, bytes: Buffer): Promise<void> {
  await using handle = await open(image, "r+");
  const start = offset < 0 ? (await handle.stat()).size + offset : offset;
  await handle.write(bytes, 0, bytes.length, start);
}

async function recorded(image: string, name: string, offset = 0): Promise<void> {
  await put(image, offset, gunzipSync(await readFile(join(import.meta.dirname, "recorded", name))));
}

const gpt: Maker = (image) => tool("sfdisk", ["--quiet", image], "label: gpt\nsize=20M, name=DATA\n");
const raid =
  (version: RaidVersion): Maker =>
  async (image) => {
    const { offset, bytes } = buildRaidMember(version, (await stat(image)).size);
    await put(image, offset, bytes);
  };
/** Whole disk → a file system in the first partition, 4 MiB from the start. */
const inPartition =
  (make: Maker): Maker =>
  async (image) => {
    const part = `${image}.part`;
    await buildImage(part, make, 40 * 1024 ** 2);
    await tool("sfdisk", ["--quiet", image], "label: gpt\nstart=4MiB, size=40MiB\n");
    await put(image, 4 * 1024 ** 2, await readFile(part));
  };
const ntfs: Maker = (image) => tool("mkntfs", ["--quick", "--force", "--label", "Windows", image]);
const luks =
  (type: string, cost: readonly string[]): Maker =>
  (image) =>
    tool("cryptsetup", ["--batch-mode", "luksFormat", "--type", type, ...cost, image], "canary-disk-phrase");

/** Boot sector and first metadata block as `manage-bde` writes them; layout: libblkid/src/superblocks/bitlocker.c. */
const bitLocker: Maker = async (image) => {
  const boot = Buffer.alloc(512);
  boot.set([0xeb, 0x58, 0x90]);
  boot.write("-FVE-FS-", 3, "ascii");
  boot.set(Buffer.from("3bd67649292ed84a8399f6a339e3d001", "hex"), 160);
  boot.writeBigUInt64LE(0x100000n, 176);
  boot.writeUInt16LE(0xaa55, 510);
  await put(image, 0, boot);
  const metadata = Buffer.alloc(64);
  metadata.write("-FVE-FS-", 0, "ascii");
  metadata.writeUInt16LE(64, 8);
  metadata.writeUInt16LE(2, 10);
  await put(image, 0x100000, metadata);
};

const isoImage: Maker = async (image) => {
  const content = `${image}.content`;
  await mkdir(content);
  await writeFile(join(content, "readme.txt"), "hello");
  await tool("xorriso", ["-as", "mkisofs", "-quiet", "-V", "MY_DISC", "-o", `${image}.iso`, content]);
  await put(image, 0, await readFile(`${image}.iso`));
};

const beginning = (bytes: number) => (image: string) => put(image, 0, Buffer.alloc(bytes));

/** Kind → how it comes about, and what the operator is told. */
export const diskKinds: Readonly<Record<string, readonly [make: Maker, words: RegExp]>> = {
  "GPT with a partition": [gpt, /one partition of an unknown kind/],
  "GPT without a partition": [
    (image) => tool("sfdisk", ["--quiet", image], "label: gpt\n"),
    /partition table without partitions/,
  ],
  "GPT of which only the backup is left": [
    async (image) => {
      await gpt(image);
      await beginning(1024 ** 2)(image);
    },
    /^a partition table without partitions$/,
  ],
  "GPT whose header is damaged": [
    async (image) => {
      await gpt(image);
      await put(image, 512, Buffer.alloc(512));
    },
    /one partition of an unknown kind/,
  ],
  "MBR with a partition": [
    (image) => tool("sfdisk", ["--quiet", image], "label: dos\nsize=20M, type=7\n"),
    /one partition of an unknown kind/,
  ],
  ext4: [
    (image) => tool("mke2fs", ["-q", "-t", "ext4", "-L", "family", image]),
    /^Linux \(ext4\), label "family"$/,
  ],
  ext2: [(image) => tool("mke2fs", ["-q", "-t", "ext2", image]), /^Linux \(ext2\)$/],
  FAT: [(image) => tool("mkfs.fat", ["-n", "CAMERA", image]), /^FAT, label "CAMERA"$/],
  exFAT: [(image) => tool("mkfs.exfat", ["-L", "PHOTOS", image]), /^FAT \(exFAT\), label "PHOTOS"$/],
  NTFS: [ntfs, /^Windows \(NTFS\), label "Windows"$/],
  "NTFS in a partition": [inPartition(ntfs), /^Windows \(NTFS\), label "Windows"$/],
  BitLocker: [bitLocker, /^Windows \(BitLocker\)$/],
  "BitLocker in a partition": [inPartition(bitLocker), /^Windows \(BitLocker\)$/],
  "LUKS 1": [luks("luks1", ["--pbkdf-force-iterations=1000"]), /^Linux \(encrypted, LUKS\)$/],
  "LUKS 2": [
    luks("luks2", ["--pbkdf=pbkdf2", "--pbkdf-force-iterations=1000"]),
    /^Linux \(encrypted, LUKS\)$/,
  ],
  swap: [(image) => tool("mkswap", ["--quiet", image]), /^Linux \(swap\)$/],
  "ISO 9660": [isoImage, /^disc image, label "MY_DISC"$/],
  LVM: [(image) => recorded(image, "lvm.gz"), /^Linux \(LVM\)$/],
  Btrfs: [(image) => recorded(image, "btrfs.gz"), /^Linux \(Btrfs\)$/],
  XFS: [(image) => recorded(image, "xfs.gz"), /^Linux \(XFS\)$/],
  APFS: [(image) => recorded(image, "apfs.gz"), /^Apple \(APFS\)$/],
  "ZFS, first label": [(image) => recorded(image, "zfs-label.gz"), /^ZFS pool, label "zroot"$/],
  "ZFS, second label": [(image) => recorded(image, "zfs-label.gz", 256 * 1024), /^ZFS pool, label "zroot"$/],
  "ZFS, last label": [(image) => recorded(image, "zfs-label.gz", -256 * 1024), /^ZFS pool, label "zroot"$/],
  "ZFS, last but one label": [
    (image) => recorded(image, "zfs-label.gz", -512 * 1024),
    /^ZFS pool, label "zroot"$/,
  ],
  "RAID member, superblock 0.90": [raid("0.90"), /^Linux \(RAID member\)/],
  "RAID member, superblock 1.0": [raid("1.0"), /^Linux \(RAID member\)/],
  "RAID member, superblock 1.1": [raid("1.1"), /^Linux \(RAID member\)/],
  "RAID member, superblock 1.2": [raid("1.2"), /^Linux \(RAID member\)/],
  "one byte in the first MiB": [
    (image) => put(image, 700_000, Buffer.from([1])),
    /^data of an unknown kind$/,
  ],
  "one byte at the very end": [(image) => put(image, -1, Buffer.from([1])), /^data of an unknown kind$/],
};

/** An image with this on it, everything else zeros. */
export async function buildImage(image: string, make: Maker, bytes = imageBytes): Promise<void> {
  await writeFile(image, "");
  await truncate(image, bytes);
  await make(image);
}
