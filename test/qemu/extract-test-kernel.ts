import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { runTool } from "../../iso/layers/run-tool.ts";

/** Kernel and modules of the image's root, unpacked once beside the layer: what the harness's own small guests start. */
export async function extractTestKernel(baseLayer: string): Promise<string> {
  const root = join(baseLayer, "kernel");
  const names = await readdir(join(root, "boot")).catch(() => []);
  if (names.length === 0) {
    const partial = `${root}.partial`;
    await rm(partial, { recursive: true, force: true });
    const source = join(baseLayer, "base.squashfs");
    await runTool("unsquashfs", [
      "-quiet",
      "-no-progress",
      "-dest",
      partial,
      source,
      "boot",
      "usr/lib/modules",
    ]);
    await rename(partial, root);
  }
  const kernel = (await readdir(join(root, "boot"))).find((name) => name.startsWith("vmlinuz-"));
  if (kernel === undefined) throw new Error(`there is no kernel in ${root}/boot`);
  return join(root, "boot", kernel);
}
