import { join } from "node:path";
import { contentKey } from "./content-key.ts";
import { suite } from "./debian-packages.ts";
import type { CachedLayer, LayerCache } from "./layer-cache.ts";
import { runTool } from "./run-tool.ts";

/** What decides whether the OpenZFS modules must be compiled again. */
const deciding = /^(linux-image-amd64|linux-headers-amd64|zfs-dkms|gcc-\d+)=/;

/** The packages whose versions make up the key. */
export const zfsBuildPackages = ["linux-image-amd64", "linux-headers-amd64", "zfs-dkms", "kmod"];

export const zfsPackageFile = "clawdie-zfs-modules.deb";

/** OpenZFS kernel modules as a .deb, compiled once per (kernel, zfs, compiler). About 4 minutes when built. `sources`: apt's. */
export async function buildZfsLayer(
  iso: string,
  sources: string,
  versions: readonly string[],
  cache: LayerCache,
): Promise<CachedLayer> {
  const script = join(iso, "base/zfs-modules.sh");
  const key = await contentKey(
    versions.filter((line) => deciding.test(line)),
    [script],
  );
  return cache.get("zfs", key, async (folder) => {
    await runTool("sh", [script, sources, suite, folder]);
  });
}
