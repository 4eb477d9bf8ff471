import { join } from "node:path";
import { contentKey } from "./content-key.ts";
import type { CachedLayer, LayerCache } from "./layer-cache.ts";
import { runTool } from "./run-tool.ts";

/** Node 26 and the pinned agent runtime as files below `usr/lib/clawdie`, nothing compiled yet. About 36 s when built. */
export async function buildRuntimeTree(checkout: string, cache: LayerCache): Promise<CachedLayer> {
  const sources = join(checkout, "iso/runtime");
  return cache.get("runtime-tree", await contentKey([], [sources]), async (folder) => {
    await runTool("sh", [join(sources, "build-runtime-layer.sh"), folder]);
  });
}
