import { join } from "node:path";
import { runTool } from "../layers/run-tool.ts";
import { makeFatImage } from "./fat-image.ts";

const mebibyte = 1024 * 1024;

/** The ISO's own UUID: xorriso takes a date of 16 digits, blkid prints it with dashes. */
export const isoVolumeDate = "2026010100000000";
export const isoUuid = "2026-01-01-00-00-00-00";

/** A hybrid ISO for virtual machines from a laid out tree; boots from disc and from disk, BIOS and UEFI. */
export async function makeIsoImage(path: string, tree: string, grub: string, work: string): Promise<void> {
  const efiTree = join(work, "efi");
  await runTool("mkdir", ["-p", join(efiTree, "EFI/BOOT"), join(tree, "clawdie/grub")]);
  await runTool("cp", [join(grub, "cd.efi"), join(efiTree, "EFI/BOOT/BOOTX64.EFI")]);
  await runTool("cp", [join(grub, "cd-bios.img"), join(tree, "clawdie/grub/cd-bios.img")]);
  const efi = join(work, "efi.img");
  const volume = {
    label: "CLAWDIE-EFI",
    volumeId: "C1A3D1EF",
    sizeBytes: 40 * mebibyte,
    sectorsPerCluster: 1,
  };
  await makeFatImage(efi, volume, efiTree, ["EFI"]);
  const bios = [
    "-b",
    "clawdie/grub/cd-bios.img",
    "-no-emul-boot",
    "-boot-load-size",
    "4",
    "-boot-info-table",
    "--grub2-boot-info",
  ];
  const uefi = ["-eltorito-alt-boot", "-e", "--interval:appended_partition_2:all::", "-no-emul-boot"];
  await runTool("xorriso", [
    ...["-as", "mkisofs", "-quiet", "-r", "-J", "-iso-level", "3", "-V", "CLAWDIE"],
    `--modification-date=${isoVolumeDate}`,
    ...["--set_all_file_dates", isoVolumeDate],
    ...["--grub2-mbr", join(grub, "cd-hybrid.img"), "-partition_offset", "16"],
    ...["-append_partition", "2", "C12A7328-F81F-11D2-BA4B-00A0C93EC93B", efi, "-appended_part_as_gpt"],
    ...bios,
    ...uefi,
    ...["-o", path, tree],
  ]);
}
