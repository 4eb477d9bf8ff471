import type { Host } from "../host/host.ts";
import { diskLayout, partitionPath } from "../plan/disk-layout.ts";
import type { StepOf } from "../plan/step.ts";
import { loader, makeCore, pendingLoader, writeCore } from "./copy-boot-files.ts";
import { neededIf, type StepHandler } from "./handler.ts";
import { bootMarker, makeBootable } from "./make-bootable.ts";
import { verifyDisk } from "./verify-disk.ts";
import { withEsp } from "./with-esp.ts";

type RenewStep = StepOf<"renew-loader">;

/**
 * GRUB as this stick has it, only where it is another one. The marker goes first and comes back last: cut short in
 * between, the stick does not start the box but goes on with the adoption.
 */
export const renewLoader: StepHandler<"renew-loader"> = {
  async check(step, host) {
    const machine = host.at("/");
    await verifyDisk(step.disk, machine);
    const parts = await findOldParts(step as RenewStep, host);
    if (parts !== null) return neededIf(parts);
    return makeBootable.check(step, host);
  },
  async apply(step, host) {
    const machine = host.at("/");
    if ((await findOldParts(step as RenewStep, host)) !== null) {
      await withEsp(step.disk, host, "rw", async (esp) => {
        await esp.remove(bootMarker);
        await machine.run("sync", ["--file-system", esp.root]);
        await machine.run("cp", [`${step.medium}/clawdie/boot/disk.efi`, `${esp.root}${pendingLoader}`]);
        await machine.run("sync", ["--file-system", esp.root]);
      });
      await writeCore(step.disk, step.medium, machine);
    }
    await makeBootable.apply(step, host);
  },
};

/** Which part of GRUB differs; null when none does. */
async function findOldParts({ disk, medium }: RenewStep, host: Host): Promise<string | null> {
  const machine = host.at("/");
  const device = partitionPath(disk.path, diskLayout.biosBoot.number);
  const core = await makeCore(medium, machine);
  const length = (await machine.stat(core))?.size ?? 0;
  if (!(await isSame([`--bytes=${length}`, core, device], machine))) return "another GRUB core";
  const sameLoader = await withEsp(disk, host, "ro", (esp) =>
    isSame([`${medium}/clawdie/boot/disk.efi`, `${esp.root}${loader}`], machine),
  );
  return sameLoader ? null : "another GRUB loader";
}

async function isSame(args: readonly string[], machine: Host): Promise<boolean> {
  const { exitCode } = await machine.run("cmp", ["--silent", ...args], { allowExit: [0, 1, 2] });
  return exitCode === 0;
}
