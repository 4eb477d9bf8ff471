import { diskLayout, partitionNames, partitionPath } from "../plan/disk-layout.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";
import { describeOtherDisk, readPartitionNames, wrongDisk } from "./partition-disk.ts";

/** Only a disk with exactly our partitions, and still the disk that was checked, is ever cleared. */
export const discardUnfinished: StepHandler<"discard-unfinished"> = {
  async check(step, host) {
    const machine = host.at("/");
    const difference = await describeOtherDisk(step.disk, machine);
    if (difference !== null) throw wrongDisk(step.disk, difference);
    const names = await readPartitionNames(step.disk, machine);
    if (names.length === 0) return satisfied;
    if (names.join() !== partitionNames.join())
      throw wrongDisk(step.disk, `it has partitions: ${names.join(", ")}`);
    return needed("partitions of an interrupted installation");
  },
  async apply(step, host) {
    const machine = host.at("/");
    const pool = partitionPath(step.disk.path, diskLayout.pool.number);
    // 255: there was no pool yet.
    await machine.run("zpool", ["labelclear", "-f", pool], { allowExit: [0, 1, 255] });
    await machine.run("wipefs", [
      "--all",
      "--lock=nonblock",
      partitionPath(step.disk.path, diskLayout.esp.number),
    ]);
    // The table goes last: while it is there, the next start sees an unfinished installation again.
    await machine.run("wipefs", ["--all", "--lock=nonblock", step.disk.path]);
    await machine.run("udevadm", ["settle", "--timeout=60"]);
  },
};
