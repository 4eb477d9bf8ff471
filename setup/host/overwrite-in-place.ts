import { constants } from "node:fs";
import { open } from "node:fs/promises";
import type { FilePiece } from "./host.ts";

/** Without O_CREAT and O_TRUNC: what is there keeps its size, its blocks and its place in the folder. */
const flags = constants.O_WRONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** The pieces are on the disk when it returns. @throws Error before the first write when one does not fit. */
export async function overwriteInPlace(path: string, pieces: readonly FilePiece[]): Promise<void> {
  const handle = await open(path, flags);
  try {
    const stat = await handle.stat();
    const end = Math.max(0, ...pieces.map(({ offset, bytes }) => offset + bytes.length));
    if (!stat.isFile()) throw new Error(`${path} is no ordinary file`);
    if (end > stat.size) throw new Error(`${path} has ${stat.size} bytes, and ${end} were to be written`);
    for (const { offset, bytes } of pieces) {
      for (let done = 0; done < bytes.length; ) {
        done += (await handle.write(bytes, done, bytes.length - done, offset + done)).bytesWritten;
      }
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}
