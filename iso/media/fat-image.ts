import { truncate, writeFile } from "node:fs/promises";
import { runTool } from "../layers/run-tool.ts";

export interface FatVolume {
  /** At most 11 bytes, upper case. */
  readonly label: string;
  /** 8 hexadecimal digits; shown by blkid as XXXX-XXXX. */
  readonly volumeId: string;
  readonly sizeBytes: number;
  /** Sectors per cluster; small ones keep small volumes a real FAT32 (65,525 clusters at least). */
  readonly sectorsPerCluster: number;
}

/** A FAT32 file system in a file, with a folder's content in it. Equal input gives equal bytes. */
export async function makeFatImage(
  path: string,
  volume: FatVolume,
  tree: string,
  names: readonly string[],
): Promise<void> {
  await writeFile(path, "");
  await truncate(path, volume.sizeBytes);
  const geometry = ["-F", "32", "-s", String(volume.sectorsPerCluster), "--invariant"];
  await runTool("mkfs.fat", [...geometry, "-i", volume.volumeId, "-n", volume.label, path]);
  const sources = names.map((name) => `${tree}/${name}`);
  await runTool("mcopy", ["-s", "-i", path, ...sources, "::/"], {
    env: { MTOOLS_SKIP_CHECK: "1", SOURCE_DATE_EPOCH: "1700000000" },
  });
}

/** `A1B2C3D4` → `A1B2-C3D4`, as blkid prints it. */
export function fatUuid(volumeId: string): string {
  return `${volumeId.slice(0, 4)}-${volumeId.slice(4)}`.toUpperCase();
}
