import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CachedLayer } from "../layers/layer-cache.ts";

export interface MediumLayers {
  readonly base: CachedLayer;
  readonly runtime: CachedLayer;
  readonly app: CachedLayer;
  readonly grub: CachedLayer;
}

/** What stick and ISO have in common: kernel, initramfs and the squashfs layers, as [path on the medium, source file]. */
export function liveFiles(layers: MediumLayers): readonly (readonly [string, string])[] {
  return [
    ["clawdie/live/vmlinuz", join(layers.base.folder, "vmlinuz")],
    ["clawdie/live/initrd.img", join(layers.base.folder, "initrd.img")],
    ["clawdie/live/base.squashfs", join(layers.base.folder, "base.squashfs")],
    ["clawdie/live/runtime.squashfs", join(layers.runtime.folder, "runtime.squashfs")],
    ["clawdie/live/app.squashfs", join(layers.app.folder, "app.squashfs")],
    // The installer puts these onto the box's disk.
    ["clawdie/boot/boot.img", join(layers.grub.folder, "boot.img")],
    ["clawdie/boot/core.img", join(layers.grub.folder, "core.img")],
    ["clawdie/boot/disk.efi", join(layers.grub.folder, "disk.efi")],
  ];
}

/** The boot menu for a medium whose file system has this UUID. */
export async function renderMediumMenu(iso: string, liveUuid: string, version: string): Promise<string> {
  const text = await readFile(join(iso, "boot/medium-grub.cfg"), "utf8");
  return text.replaceAll("@LIVE@", liveUuid).replaceAll("@VERSION@", version);
}

/** Lay the files out in a folder. */
export async function writeTree(
  folder: string,
  files: readonly (readonly [string, string])[],
): Promise<void> {
  for (const [path, source] of files) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await copyFile(source, join(folder, path));
  }
}

export async function writeText(folder: string, path: string, text: string): Promise<void> {
  await mkdir(join(folder, path, ".."), { recursive: true });
  await writeFile(join(folder, path), text);
}
