import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listExfat, readExfat } from "./exfat-image.ts";
import { tool } from "./make-volume-images.ts";

/** What is in an image, copied into a folder by the tools of its format; of NTFS only what is at the top. False for another format. */
export function unpackVolume(format: string, image: string, folder: string): boolean {
  const unpack = unpackers[format];
  unpack?.(image, folder);
  return unpack !== undefined;
}

const unpackers: Readonly<Record<string, (image: string, folder: string) => void>> = {
  vfat: (image, folder) => void tool("mcopy", ["-s", "-n", "-Q", "-i", image, "::*", folder]),
  exfat: (image, folder) => {
    for (const { name } of listExfat(image)) writeFileSync(join(folder, name), readExfat(image, name));
  },
  iso9660: (image, folder) => {
    rmSync(folder, { recursive: true });
    tool("xorriso", ["-osirrox", "on", "-indev", image, "-extract", "/", folder]);
    tool("chmod", ["-R", "u+w", folder]);
  },
  ext4: (image, folder) => void tool("debugfs", ["-R", `rdump / ${folder}`, image]),
  ntfs: (image, folder) => {
    const names = tool("ntfsls", [image]).split("\n");
    for (const name of names.filter((one) => /^\w/.test(one)))
      writeFileSync(join(folder, name), tool("ntfscat", [image, name]));
  },
};
