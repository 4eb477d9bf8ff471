import type { Host } from "../host/host.ts";
import { SetupError } from "../issues/exceptions.ts";
import { diskLayout, partitionPath, renderPartitionTable } from "../plan/disk-layout.ts";
import type { TargetDisk } from "../plan/step.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";
import { readDiskIdentity } from "./read-disk-identity.ts";

interface Table {
  readonly partitiontable?: {
    readonly label: string;
    readonly partitions?: readonly { readonly name?: string }[];
  };
}

/** The GPT of a box. The disk's identity and emptiness are looked at again right before the first write. */
export const partitionDisk: StepHandler<"partition-disk"> = {
  async check(step, host) {
    const machine = host.at("/");
    const difference = await describeOtherDisk(step.disk, machine);
    if (difference !== null) throw wrongDisk(step.disk, difference);
    const names = await readPartitionNames(step.disk, machine);
    const { biosBoot, esp, pool } = diskLayout;
    if (names.join() === [biosBoot.name, esp.name, pool.name].join()) return satisfied;
    if (names.length > 0) throw wrongDisk(step.disk, `it has partitions: ${names.join(", ")}`);
    return needed("no partition table");
  },
  async apply(step, host) {
    const machine = host.at("/");
    // --lock: an exclusive open, refused while anything else uses the disk.
    const options = ["--quiet", "--lock=nonblock", "--wipe=always", "--wipe-partitions=always"];
    await machine.run("sfdisk", [...options, step.disk.path], { input: renderPartitionTable() });
    // udev passes over a disk that is locked: ask it again, or the partitions have no names under /dev/disk.
    await machine.run("udevadm", ["trigger", "--settle", "--action=change", "--subsystem-match=block"]);
    // A label of an earlier pool may lie where our pool partition begins or ends: clear it there and nowhere else.
    const pool = partitionPath(step.disk.path, diskLayout.pool.number);
    await machine.run("zpool", ["labelclear", "-f", pool], { allowExit: [0, 1, 255] });
  },
};

export async function describeOtherDisk(disk: TargetDisk, machine: Host): Promise<string | null> {
  const now = await readDiskIdentity(disk.path, machine);
  if (now === null) return "it is gone";
  if (now.serial !== disk.serial) return `its serial number is ${now.serial ?? "missing"}`;
  if (now.sizeBytes !== disk.sizeBytes) return `its size is ${now.sizeBytes} bytes`;
  return null;
}

export async function readPartitionNames(disk: TargetDisk, machine: Host): Promise<string[]> {
  const { exitCode, stdout } = await machine.run("sfdisk", ["--json", disk.path], { allowExit: [0, 1] });
  if (exitCode !== 0) return [];
  const { partitiontable } = JSON.parse(stdout) as Table;
  return (partitiontable?.partitions ?? []).map((partition) => partition.name ?? "unnamed");
}

export function wrongDisk(disk: TargetDisk, difference: string): SetupError {
  const message = `${disk.path} is not the disk that was checked: ${difference}`;
  return new SetupError(
    message,
    "Nothing was written. Unplug disks that are not for Clawdie, and start again.",
  );
}
