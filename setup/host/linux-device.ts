import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { SetupError } from "../issues/exceptions.ts";
import type { Device } from "./host.ts";

/** A block device opened alone. Linux refuses O_EXCL while anything else holds the device or a partition of it. */
export async function withLinuxDevice<T>(path: string, work: (device: Device) => Promise<T>): Promise<T> {
  const handle = await openAlone(path);
  try {
    return await work({
      write: (offset, bytes) => writeDurably(path, handle, offset, bytes),
    });
  } finally {
    await handle.close();
  }
}

async function writeDurably(
  path: string,
  handle: FileHandle,
  offset: number,
  bytes: Uint8Array,
): Promise<void> {
  try {
    for (let done = 0; done < bytes.length; ) {
      done += (await handle.write(bytes, done, bytes.length - done, offset + done)).bytesWritten;
    }
    await handle.sync();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown";
    const hint = "The disk is probably broken, or its cable is: try another one.";
    throw new SetupError(`${path} could not be written to (${code})`, hint, { cause: error });
  }
}

async function openAlone(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDWR | constants.O_EXCL);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const hint = "Nothing was written to it. Unplug disks that are not for Clawdie, and start again.";
    if (code === "EBUSY") throw new SetupError(`${path} is in use by something else`, hint, { cause: error });
    throw new SetupError(`${path} cannot be opened for writing (${code ?? "unknown"})`, hint, {
      cause: error,
    });
  }
}
