import { join } from "node:path";
import { contentKey } from "../../../iso/layers/content-key.ts";
import { cacheRoot, createLayerCache } from "../../../iso/layers/layer-cache.ts";
import { runTool } from "../../../iso/layers/run-tool.ts";

const sources = join(import.meta.dirname, "../../../iso/runtime");

/** The programs of the image's runtime layer, built by its own script; kept by the content of `iso/runtime`. */
export async function prepareRuntimeTree(): Promise<{ readonly node: string; readonly openclaw: string }> {
  const cache = createLayerCache(cacheRoot(process.env));
  const { folder } = await cache.get("runtime-tree", await contentKey([], [sources]), async (out) => {
    await runTool("sh", [join(sources, "build-runtime-layer.sh"), out]);
  });
  const programs = join(folder, "usr/lib/clawdie");
  return {
    node: join(programs, "node/bin/node"),
    openclaw: join(programs, "openclaw/node_modules/openclaw/openclaw.mjs"),
  };
}
