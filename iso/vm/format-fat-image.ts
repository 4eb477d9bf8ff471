import { open, rm } from "node:fs/promises";
import { SetupError } from "../../setup/issues/exceptions.ts";
import { runProgram } from "./run-program.ts";

export interface FatImageOptions {
  /** At most 11 bytes. */
  readonly label: string;
  /** `gpt`: one partition; `superfloppy`: the file system begins at the first sector, as many sticks are sold. */
  readonly layout: "gpt" | "superfloppy";
  /** Name of the GPT partition. */
  readonly partitionName: string;
  /** Size of the whole image; FAT32 needs at least 34 MiB. Default 64 MiB. */
  readonly sizeBytes?: number;
}

const mebibyte = 1024 * 1024;

/** A new raw image with one empty FAT32 file system. Returns where in the image it begins, in bytes. */
export async function formatFatImage(file: string, options: FatImageOptions): Promise<number> {
  const { label, layout, partitionName, sizeBytes = 64 * mebibyte } = options;
  if (Buffer.byteLength(label) > 11)
    throw new SetupError(`FAT label ${label} is too long`, "11 bytes at most.");
  await rm(file, { force: true });
  const handle = await open(file, "w");
  await handle.truncate(sizeBytes);
  await handle.close();
  const format = ["-F", "32", "-s", "1", "-n", label];
  if (layout === "superfloppy") {
    await runProgram("/usr/sbin/mkfs.vfat", [...format, file]);
    return 0;
  }
  // Microsoft basic data: the type Windows and macOS mount.
  const partition = `start=2048, type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7, name="${partitionName}"`;
  await runProgram("/usr/sbin/sfdisk", ["--quiet", file], { input: `label: gpt\n${partition}\n` });
  const kibibytes = Math.floor((sizeBytes - 2 * mebibyte) / 1024);
  await runProgram("/usr/sbin/mkfs.vfat", [...format, "--offset", "2048", file, String(kibibytes)]);
  return mebibyte;
}
