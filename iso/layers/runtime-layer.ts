import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { contentKey } from "./content-key.ts";
import type { CachedLayer, LayerCache } from "./layer-cache.ts";
import { runTool } from "./run-tool.ts";
import { squashfsOptions } from "./squashfs-options.ts";

/** Node 26 and the pinned agent runtime as `runtime.squashfs`; its tree stays beside it for the SBOM. About 90 s when built. */
export async function buildRuntimeLayer(iso: string, cache: LayerCache): Promise<CachedLayer> {
  const sources = join(iso, "runtime");
  const key = await contentKey([], [sources]);
  return cache.get("runtime", key, async (folder) => {
    const tree = join(folder, "tree");
    await mkdir(tree);
    await runTool("sh", [join(sources, "build-runtime-layer.sh"), tree]);
    const output = join(folder, "runtime.squashfs");
    await runTool("mksquashfs", [
      tree,
      output,
      "-noappend",
      "-all-root",
      "-all-time",
      "0",
      ...squashfsOptions,
    ]);
    await runTool("cp", [join(sources, "package-lock.json"), join(folder, "package-lock.json")]);
    await rm(tree, { recursive: true });
  });
}
