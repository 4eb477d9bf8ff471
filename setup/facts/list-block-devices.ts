import { z } from "zod";
import type { Host } from "../host/host.ts";

const Block = z.object({
  path: z.string(),
  type: z.string(),
  size: z.number(),
  rm: z.boolean(),
  ro: z.boolean(),
  mountpoints: z.array(z.string().nullable()).nullish(),
  get children() {
    return z.array(Block).nullish();
  },
});
/** One device and what is stacked on it: partitions, RAID, LVM, encryption, paths. */
export type Block = z.infer<typeof Block>;

/** Only what the kernel keeps in /sys: none of these makes lsblk open a device, so that a dying disk cannot hang it. */
const columns = "PATH,TYPE,SIZE,RM,RO,MOUNTPOINTS";
/** RAM disks, floppies, network disks, and the hardware partitions of an eMMC. */
const noDisk = /^\/dev\/(zram|ram|fd|nbd|mtdblock|mmcblk\d+(boot|rpmb))/;

/** Whole disks with what uses them. Empty card readers (size 0), RAM disks, loops and discs are no disks here. */
export async function listBlockDevices(machine: Host): Promise<Block[]> {
  const { stdout } = await machine.run("lsblk", ["--json", "--bytes", "--output", columns]);
  const { blockdevices } = z.object({ blockdevices: z.array(Block) }).parse(JSON.parse(stdout));
  return blockdevices.filter(({ type, size, path }) => type === "disk" && size > 0 && !noDisk.test(path));
}

/** Mount points, what is stacked on the disk, and pools that are open on it or on a partition of it. */
export function listUsers(block: Block, openPools: ReadonlySet<string>): string[] {
  const mounted = (block.mountpoints ?? []).filter((point) => point !== null);
  const pool = openPools.has(block.path) ? ["imported pool"] : [];
  const below = (block.children ?? []).flatMap((child) => [
    ...(child.type === "part" ? [] : [child.type]),
    ...listUsers(child, openPools),
  ]);
  return [...mounted, ...pool, ...below];
}
