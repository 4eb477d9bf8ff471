import type { Host } from "../host/host.ts";
import { SetupError } from "../issues/exceptions.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";

/** Says which layers were unpacked whole; written after the last file. */
const marker = "/usr/lib/clawdie/layers.json";

/** A system on the pool, which compresses it, is less than three times as large as its layers (docs/reliability.md: 739 MiB
 *  with boot files and databases, of 290 MB). */
const growth = 3;

/** Unpack the stick's squashfs layers into the new root, lowest first. */
export const unpackSystem: StepHandler<"unpack-system"> = {
  async check(step, host) {
    const found = await host.readFile(marker);
    return String(found) === (await describeLayers(step.layers, host)) ? satisfied : needed("not unpacked");
  },
  async apply(step, host) {
    const target = host.root;
    await requireRoom(step.layers, host);
    for (const layer of step.layers) {
      const options = ["-force", "-quiet", "-no-progress", "-dest", target];
      await host.run("unsquashfs", [...options, layer], { timeoutSeconds: 3600 });
    }
    // unsquashfs leaves its files in memory: a cut could keep the mark below and lose what it vouches for.
    await host.run("zpool", ["sync"], { timeoutSeconds: 600 });
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

/** A pool that is filled to the end would take the box down that has worked so far. @throws SetupError without room. */
async function requireRoom(layers: readonly string[], host: Host): Promise<void> {
  const machine = host.at("/");
  const sizes = await Promise.all(layers.map(async (layer) => (await machine.stat(layer))?.size ?? 0));
  const { stdout } = await host.run("df", ["--block-size=1", "--output=used,avail", host.root]);
  const [used = 0, available = 0] = (stdout.match(/\d+/g) ?? []).map(Number);
  // What an earlier try unpacked is there already.
  const missing = growth * sizes.reduce((sum, size) => sum + size, 0) - used;
  if (missing <= available) return;
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  throw new SetupError(
    `There is no room for the new system: it needs ${gigabytes(missing)} more, and ${gigabytes(available)} are free`,
    "Start the box without the stick: it is as before. Remove a system it no longer needs (zfs list -r zroot/ROOT; docs/sysadmin-guide.md, Adopt), then renew again.",
  );
}
