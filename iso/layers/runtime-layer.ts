import { rm } from "node:fs/promises";
import { join } from "node:path";
import { boxLayout } from "../../setup/plan/box-layout.ts";
import { buildRuntimeConfig } from "../../setup/runtime/build-runtime-config.ts";
import { buildRuntimeEnvironment } from "../../setup/runtime/build-runtime-environment.ts";
import { compileRuntimeAhead, sampleRuntimeSettings } from "./compile-runtime-ahead.ts";
import { contentKey } from "./content-key.ts";
import type { CachedLayer, LayerCache } from "./layer-cache.ts";
import { runTool } from "./run-tool.ts";
import { buildRuntimeTree } from "./runtime-tree.ts";
import { squashfsOptions } from "./squashfs-options.ts";

/**
 * Node 26, the pinned agent runtime and its compiled code as `runtime.squashfs`, the lock file beside it for the SBOM.
 * About 110 s when built; a change to the configuration the first boot writes builds it anew, since other parts may load.
 */
export async function buildRuntimeLayer(checkout: string, cache: LayerCache): Promise<CachedLayer> {
  const settings = await sampleRuntimeSettings(checkout);
  const texts = [buildRuntimeConfig(settings, boxLayout), buildRuntimeEnvironment(boxLayout)];
  const sources = ["iso/runtime", "iso/layers/compile-runtime-ahead.ts", "iso/layers/silent-bot-service.ts"];
  const key = await contentKey(
    texts.map((text) => JSON.stringify(text)),
    sources.map((path) => join(checkout, path)),
  );
  return cache.get("runtime", key, async (folder) => {
    const programs = await buildRuntimeTree(checkout, cache);
    const tree = join(folder, "tree");
    // Links to the same files: the runtime writes beside its programs, and the cached tree must stay as it is.
    await runTool("cp", ["--archive", "--link", programs.folder, tree]);
    await compileRuntimeAhead(settings, tree);
    const output = join(folder, "runtime.squashfs");
    const times = ["-all-time", "0"];
    await runTool("mksquashfs", [tree, output, "-noappend", "-all-root", ...times, ...squashfsOptions]);
    await runTool("cp", [join(checkout, "iso/runtime/package-lock.json"), join(folder, "package-lock.json")]);
    await rm(tree, { recursive: true });
  });
}
