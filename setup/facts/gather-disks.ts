import { z } from "zod";
import type { Host } from "../host/host.ts";
import { CommandError } from "../issues/exceptions.ts";
import type { Disk, Partition } from "./facts.ts";

const text = z.string().nullish();

const Block = z.object({
  path: z.string(),
  type: z.string(),
  size: z.number(),
  model: text,
  serial: text,
  tran: text,
  rm: z.boolean(),
  ro: z.boolean(),
  fstype: text,
  label: text,
  partlabel: text,
  mountpoints: z.array(z.string().nullable()).nullish(),
  get children() {
    return z.array(Block).nullish();
  },
});
type Block = z.infer<typeof Block>;

const columns = "PATH,TYPE,SIZE,MODEL,SERIAL,TRAN,RM,RO,FSTYPE,LABEL,PARTLABEL,MOUNTPOINTS";
const mebibyte = 1024 * 1024;
/** The code area of an MBR; behind it lie the disk signature and the partition table. */
const bootCodeBytes = 440;

/** Whole disks with what lies on them. Empty card readers (size 0), RAM disks, loops and discs are no disks here. */
export async function gatherDisks(machine: Host): Promise<Disk[]> {
  const { stdout } = await machine.run("lsblk", ["--json", "--bytes", "--output", columns]);
  const blocks = z.object({ blockdevices: z.array(Block) }).parse(JSON.parse(stdout)).blockdevices;
  const stableNames = await readStableNames(machine);
  const pools = await readPoolDevices(machine);
  const disks: Disk[] = [];
  for (const block of blocks) {
    if (block.type !== "disk" || block.size === 0 || /^\/dev\/(zram|ram|fd|nbd)/.test(block.path)) continue;
    disks.push({
      path: block.path,
      byId: stableNames.get(block.path) ?? null,
      model: block.model?.trim() || null,
      serial: block.serial?.trim() || null,
      sizeBytes: block.size,
      transport: block.tran ?? null,
      removable: block.rm,
      readOnly: block.ro,
      signatures: await readSignatures(machine, block.path),
      nonZero: await hasData(machine, block),
      bootCode: await differsFromZero(machine, block.path, 0, bootCodeBytes),
      partitions: (block.children ?? []).filter((child) => child.type === "part").map(toPartition),
      usedBy: findUsers(block, pools),
    });
  }
  return disks;
}

function toPartition(block: Block): Partition {
  return {
    path: block.path,
    sizeBytes: block.size,
    label: block.label ?? null,
    partitionName: block.partlabel ?? null,
    fileSystem: block.fstype ?? null,
  };
}

/** Mount points, and what is stacked on the disk (RAID, LVM, encryption, an imported pool). */
function findUsers(block: Block, pools: ReadonlySet<string>): string[] {
  const own = (block.mountpoints ?? []).filter((point) => point !== null);
  const stacked = ["disk", "part"].includes(block.type) ? [] : [block.type];
  const pool = pools.has(block.path) ? ["imported pool"] : [];
  return [...own, ...stacked, ...pool, ...(block.children ?? []).flatMap((child) => findUsers(child, pools))];
}

async function readSignatures(machine: Host, path: string): Promise<string[]> {
  const { exitCode, stdout } = await machine.run("wipefs", ["--json", path], { allowExit: [0, 1] });
  // A disk that cannot be looked at is not empty.
  if (exitCode !== 0) return ["unreadable"];
  if (stdout.trim() === "") return [];
  const { signatures } = JSON.parse(stdout) as { signatures: { type: string }[] };
  return [...new Set(signatures.map((signature) => signature.type))];
}

/** True when the first or last MiB differs from zeros: labels without a known signature count as data too. */
async function hasData(machine: Host, block: Block): Promise<boolean> {
  for (const skip of [0, Math.max(0, block.size - mebibyte)]) {
    if (await differsFromZero(machine, block.path, skip, mebibyte)) return true;
  }
  return false;
}

async function differsFromZero(machine: Host, path: string, skip: number, bytes: number): Promise<boolean> {
  const range = [`--bytes=${bytes}`, `--ignore-initial=${skip}:0`];
  const { exitCode } = await machine.run("cmp", ["--quiet", ...range, path, "/dev/zero"], {
    allowExit: [0, 1, 2],
  });
  // 2: it could not be read. A disk that cannot be read is not empty.
  return exitCode !== 0;
}

async function readStableNames(machine: Host): Promise<Map<string, string>> {
  const folder = "/dev/disk/by-id";
  const names = (await machine.stat(folder)) === null ? [] : (await machine.listFolder(folder)).sort();
  const found = new Map<string, string>();
  for (const name of names) {
    const target = await machine.readLink(`${folder}/${name}`);
    const path = target?.replace(/^\.\.\/\.\.\//, "/dev/") ?? "";
    // Names with model and serial are sorted before the wwn ones; the first is the readable one.
    if (!found.has(path)) found.set(path, `${folder}/${name}`);
  }
  return found;
}

async function readPoolDevices(machine: Host): Promise<Set<string>> {
  try {
    const { exitCode, stdout } = await machine.run("zpool", ["list", "-v", "-H", "-L", "-P"], {
      allowExit: [0, 1],
    });
    return new Set(exitCode === 0 ? (stdout.match(/\/dev\/\S+/g) ?? []) : []);
  } catch (error) {
    // A computer without ZFS has no pool open; `clawdie facts` runs there too.
    if (error instanceof CommandError && error.exitCode === null) return new Set();
    throw error;
  }
}
