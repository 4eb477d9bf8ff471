import { open } from "node:fs/promises";
import { runProgram } from "./run-program.ts";

const gibibyte = 1024 ** 3;

/** An empty disk image; size in bytes. Replaces what is there. */
export async function createDiskImage(
  file: string,
  format: "qcow2" | "raw",
  bytes = 8 * gibibyte,
): Promise<void> {
  await runProgram("qemu-img", ["create", "-q", "-f", format, file, String(bytes)]);
}

/** A qcow2 that holds only the differences to `base`, which must not change from now on. */
export async function createOverlay(base: string, baseFormat: "qcow2" | "raw", file: string): Promise<void> {
  await runProgram("qemu-img", ["create", "-q", "-f", "qcow2", "-b", base, "-F", baseFormat, file]);
}

/** A disk image as raw bytes, sparse where it is empty. */
export async function convertToRaw(file: string, format: "qcow2" | "raw", target: string): Promise<void> {
  await runProgram("qemu-img", ["convert", "-f", format, "-O", "raw", file, target]);
}

/** Save the disk's present content under a name, inside the qcow2. The machine must be off. */
export async function saveDiskState(file: string, name: string): Promise<void> {
  await runProgram("qemu-img", ["snapshot", "-c", name, file]);
}

/** Put a saved content back. The machine must be off. */
export async function restoreDiskState(file: string, name: string): Promise<void> {
  await runProgram("qemu-img", ["snapshot", "-a", name, file]);
}

/** By its magic number; anything that is not qcow2 is raw. */
export async function detectDiskFormat(file: string): Promise<"qcow2" | "raw"> {
  const handle = await open(file, "r");
  try {
    const magic = Buffer.alloc(4);
    await handle.read(magic, 0, 4, 0);
    return magic.toString("latin1") === "QFI\xfb" ? "qcow2" : "raw";
  } finally {
    await handle.close();
  }
}
