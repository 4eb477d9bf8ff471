import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { boxLayout } from "../../setup/plan/box-layout.ts";
import { buildRuntimeConfig } from "../../setup/runtime/build-runtime-config.ts";
import { buildRuntimeEnvironment } from "../../setup/runtime/build-runtime-environment.ts";
import { compileRuntimeAhead, sampleRuntimeSettings } from "./compile-runtime-ahead.ts";
import { contentKey } from "./content-key.ts";
import type { CachedLayer, LayerCache } from "./layer-cache.ts";
import { runTool } from "./run-tool.ts";
import { squashfsOptions } from "./squashfs-options.ts";

/**
 * Node 26, the pinned agent runtime and its compiled code as `runtime.squashfs`, the lock file beside it for the SBOM.
 * About 110 s when built; a change to the configuration the first boot writes builds it anew, since other parts may load.
 */
export async function buildRuntimeLayer(checkout: string, cache: LayerCache): Promise<CachedLayer> {
  const sources = join(checkout, "iso/runtime");
  const settings = await sampleRuntimeSettings(checkout);
  const texts = [buildRuntimeConfig(settings, boxLayout), buildRuntimeEnvironment(boxLayout)];
  const compiler = join(checkout, "iso/layers/compile-runtime-ahead.ts");
  const key = await contentKey(
    texts.map((text) => JSON.stringify(text)),
    [sources, compiler],
  );
  return cache.get("runtime", key, async (folder) => {
    const tree = join(folder, "tree");
    await mkdir(tree);
    await runTool("sh", [join(sources, "build-runtime-layer.sh"), tree]);
    await compileRuntimeAhead(settings, tree);
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
