import { join } from "node:path";
import { cacheRoot, createLayerCache } from "../../../iso/layers/layer-cache.ts";
import { buildRuntimeTree } from "../../../iso/layers/runtime-tree.ts";

const checkout = join(import.meta.dirname, "../../..");

/** The programs of the image's runtime layer, as the image build makes and keeps them. */
export async function prepareRuntimeTree(): Promise<{ readonly node: string; readonly openclaw: string }> {
  const { folder } = await buildRuntimeTree(checkout, createLayerCache(cacheRoot(process.env)));
  const programs = join(folder, "usr/lib/clawdie");
  return {
    node: join(programs, "node/bin/node"),
    openclaw: join(programs, "openclaw/node_modules/openclaw/openclaw.mjs"),
  };
}
