import type { Host } from "../host/host.ts";
import { CommandError } from "../issues/exceptions.ts";
import type { Disk } from "./facts.ts";
import { type Block, listBlockDevices, listUsers } from "./list-block-devices.ts";
import { probeDisk } from "./probe-disk.ts";
import { type DiskNames, readDiskNames } from "./read-disk-names.ts";
import { readOpenPools } from "./read-open-pools.ts";
import { readStableNames } from "./read-stable-names.ts";

/** Whole disks with what lies on them. Only reads; a disk that does not answer is listed as unreadable. */
export async function gatherDisks(machine: Host): Promise<Disk[]> {
  await settleDevices(machine);
  const blocks = await listBlockDevices(machine);
  const stableNames = await readStableNames(machine);
  const openPools = await readOpenPools(machine);
  // Together: one disk that takes its whole time does not hold up the others.
  return Promise.all(
    blocks.map((block) => gatherDisk(machine, block, stableNames.get(block.path) ?? [], openPools)),
  );
}

async function gatherDisk(
  machine: Host,
  block: Block,
  names: readonly string[],
  openPools: ReadonlySet<string>,
): Promise<Disk> {
  const own = (await readDiskNames(block.path, machine)) ?? unnamed;
  const content = await probeDisk(machine, block.path, { serial: own.serial, sizeBytes: block.size });
  return {
    path: block.path,
    names: [...names],
    ...own,
    sizeBytes: block.size,
    removable: block.rm,
    readOnly: block.ro,
    ...content,
    usedBy: listUsers(block, openPools),
    installation: null,
  };
}

const unnamed: Omit<DiskNames, "sizeBytes"> = { model: null, serial: null, wwn: null, transport: null };

/** Serial numbers are udev's work: wait until it is done, or the same disk would have another name later. */
async function settleDevices(machine: Host): Promise<void> {
  try {
    await machine.run("udevadm", ["settle", "--timeout=30"], { allowExit: [0, 1] });
  } catch (error) {
    // A computer without udev has nothing to wait for.
    if (!(error instanceof CommandError)) throw error;
  }
}
