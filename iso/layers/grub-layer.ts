import { join } from "node:path";
import { contentKey } from "./content-key.ts";
import { suite } from "./debian-packages.ts";
import type { CachedLayer, LayerCache } from "./layer-cache.ts";
import { runTool } from "./run-tool.ts";

export const grubPackages = ["grub-common", "grub-pc-bin", "grub-efi-amd64-bin"];

/** GRUB images for disk and disc, BIOS and UEFI; about 20 s when built. File names: see build-grub.sh; `sources`: apt's. */
export async function buildGrubLayer(
  iso: string,
  sources: string,
  versions: readonly string[],
  cache: LayerCache,
): Promise<CachedLayer> {
  const boot = join(iso, "boot");
  const inputs = [join(boot, "build-grub.sh"), join(boot, "cd-early.cfg")];
  const key = await contentKey(
    versions.filter((line) => line.startsWith("grub-")),
    inputs,
  );
  return cache.get("grub", key, async (folder) => {
    await runTool("sh", [join(boot, "build-grub.sh"), sources, suite, boot, folder]);
  });
}
