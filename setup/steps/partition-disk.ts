import type { Host } from "../host/host.ts";
import { partitionNames, renderPartitionTable } from "../plan/disk-layout.ts";
import type { TargetDisk } from "../plan/step.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";
import { requireClaim, verifyDisk, wrongDisk } from "./verify-disk.ts";

interface Table {
  readonly partitiontable?: {
    readonly label: string;
    readonly partitions?: readonly { readonly name?: string }[];
  };
}

/** The GPT of a box, on a disk this installation has taken. */
export const partitionDisk: StepHandler<"partition-disk"> = {
  async check(step, host) {
    const machine = host.at("/");
    await verifyDisk(step.disk, machine);
    const names = await readPartitionNames(step.disk, machine);
    if (names.join() === partitionNames.join()) return satisfied;
    if (names.length > 0) throw wrongDisk(step.disk, `it has partitions: ${names.join(", ")}`);
    return needed("no partition table");
  },
  async apply(step, host) {
    const machine = host.at("/");
    await requireClaim(step, machine);
    // sfdisk itself refuses a disk that is in use; --lock keeps udev from looking at half a table.
    const options = ["--quiet", "--lock=nonblock", "--wipe=always", "--wipe-partitions=always"];
    await machine.run("sfdisk", [...options, step.disk.path], { input: renderPartitionTable() });
    // udev passes over a disk that is locked: ask it again, or the partitions have no names under /dev/disk.
    await machine.run("udevadm", ["trigger", "--settle", "--action=change", "--subsystem-match=block"]);
  },
};

async function readPartitionNames(disk: TargetDisk, machine: Host): Promise<string[]> {
  const { exitCode, stdout } = await machine.run("sfdisk", ["--json", disk.path], { allowExit: [0, 1] });
  if (exitCode !== 0) return [];
  const { partitiontable } = JSON.parse(stdout) as Table;
  return (partitiontable?.partitions ?? []).map((partition) => partition.name ?? "unnamed");
}
