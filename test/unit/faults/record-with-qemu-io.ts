import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createDiskImage } from "../../../iso/vm/disk-image.ts";
import { runProgram } from "../../../iso/vm/run-program.ts";

/** The disk image and its write log after these commands of qemu-io (such as "write -P 1 0 4k", "flush"); no machine runs. */
export async function recordWithQemuIo(
  folder: string,
  bytes: number,
  commands: readonly string[],
): Promise<{ disk: string; log: string }> {
  const disk = join(folder, "disk.raw");
  const log = join(folder, "disk.log");
  await createDiskImage(disk, "raw", bytes);
  await writeFile(log, "");
  const image = [
    ...["driver=blklogwrites", "file.driver=raw", "file.file.driver=file", `file.file.filename=${disk}`],
    ...["log.driver=file", `log.filename=${log}`],
  ];
  const script = commands.flatMap((command) => ["-c", command]);
  // Otherwise it flushes after writes by itself.
  await runProgram("qemu-io", ["-t", "writeback", ...script, "--image-opts", image.join(",")]);
  return { disk, log };
}
