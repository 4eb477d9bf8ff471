import type { Host } from "../host/host.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";

/** Says which layers were unpacked whole; written after the last file. */
const marker = "/usr/lib/clawdie/layers.json";

/** Unpack the stick's squashfs layers into the new root, lowest first. */
export const unpackSystem: StepHandler<"unpack-system"> = {
  async check(step, host) {
    const found = await host.readFile(marker);
    return String(found) === (await describeLayers(step.layers, host)) ? satisfied : needed("not unpacked");
  },
  async apply(step, host) {
    const target = host.root;
    for (const layer of step.layers) {
      const options = ["-force", "-quiet", "-no-progress", "-dest", target];
      await host.run("unsquashfs", [...options, layer], { timeoutSeconds: 3600 });
    }
    await host.writeFile(marker, await describeLayers(step.layers, host), { mode: 0o644 });
  },
};

/** Names and sizes: a layer is never changed on a stick, only replaced with it. */
async function describeLayers(layers: readonly string[], host: Host): Promise<string> {
  const machine = host.at("/");
  const sizes = await Promise.all(
    layers.map(async (layer) => [layer, (await machine.stat(layer))?.size ?? null]),
  );
  return `${JSON.stringify(Object.fromEntries(sizes))}\n`;
}
