import { open, stat } from "node:fs/promises";
import { join } from "node:path";

const fileName = "support-bundle.tar.gz";
/** A few logs, compressed; more than this is none of ours. */
const longestBytes = 32 * 1024 * 1024;

export interface BundleFacts {
  readonly at: Date;
  readonly bytes: number;
}

/** The support bundle the action runner left, or null while there is none. */
export async function findBundle(folder: string): Promise<BundleFacts | null> {
  const found = await stat(join(folder, fileName)).catch(() => null);
  return found?.isFile() ? { at: found.mtime, bytes: found.size } : null;
}

/** Its content, or null when it is not there or not of its usual size. */
export async function readBundle(folder: string): Promise<Buffer | null> {
  const file = await open(join(folder, fileName)).catch(() => null);
  if (file === null) return null;
  try {
    return (await file.stat()).size > longestBytes ? null : await file.readFile();
  } finally {
    await file.close();
  }
}
