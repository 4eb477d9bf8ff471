import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { SetupError } from "../../setup/issues/exceptions.ts";
import { FatVolume } from "./fat-volume.ts";
import { formatFatImage } from "./format-fat-image.ts";

export interface DecoyDisk {
  readonly file: string;
  readonly format: "raw";
  readonly sha256: string;
}

/**
 * A raw disk that nobody may write to. `random`: bytes without any structure, which probing tools call empty;
 * `superfloppy` and `gpt`: a FAT32 volume that holds a photo-sized file of random bytes.
 */
export async function makeDecoyDisk(
  file: string,
  options: { kind?: "random" | "superfloppy" | "gpt"; sizeBytes?: number } = {},
): Promise<DecoyDisk> {
  const { kind = "gpt", sizeBytes = 64 * 1024 * 1024 } = options;
  if (kind === "random") await fillWithRandom(file, sizeBytes);
  else {
    const offset = await formatFatImage(file, {
      label: "FAMILY",
      layout: kind,
      partitionName: "Family",
      sizeBytes,
    });
    await new FatVolume(file, offset).write("photo.jpg", randomBytes(4 * 1024 * 1024));
  }
  return { file, format: "raw", sha256: await hashFile(file) };
}

/** @throws SetupError when the disk is not what it was, byte for byte. */
export async function verifyDecoyDisk(decoy: DecoyDisk): Promise<void> {
  const now = await hashFile(decoy.file);
  if (now !== decoy.sha256) {
    throw new SetupError(
      `decoy disk ${decoy.file} was written to`,
      `sha256 was ${decoy.sha256} and is ${now}.`,
    );
  }
}

async function fillWithRandom(file: string, sizeBytes: number): Promise<void> {
  const handle = await open(file, "w");
  try {
    for (let written = 0; written < sizeBytes; ) {
      const chunk = randomBytes(Math.min(1024 * 1024, sizeBytes - written));
      await handle.write(chunk);
      written += chunk.length;
    }
  } finally {
    await handle.close();
  }
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
