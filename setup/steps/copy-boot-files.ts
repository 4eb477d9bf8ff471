import type { Host } from "../host/host.ts";
import { SetupError } from "../issues/exceptions.ts";
import { diskLayout, partitionPath } from "../plan/disk-layout.ts";
import type { TargetDisk } from "../plan/step.ts";
import { buildCoreImage } from "./grub-sectors.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";
import { boxMenuPath, renderBoxMenu } from "./render-box-menu.ts";
import { withEsp } from "./with-esp.ts";

/** The name under which no firmware looks for a loader; make-bootable renames it. */
export const pendingLoader = "/EFI/BOOT/BOOTX64.NEW";
export const loader = "/EFI/BOOT/BOOTX64.EFI";

/** Kernel, initramfs, boot menu, GRUB core. Without boot sector and loader name none of it starts. */
export const copyBootFiles: StepHandler<"copy-boot-files"> = {
  async check(step, host) {
    const guid = await readPoolGuid(step.pool, host);
    return withEsp(step.disk, host, "ro", async (esp) => {
      const menu = await esp.readFile(boxMenuPath);
      return String(menu) === renderBoxMenu(step, guid) ? satisfied : needed("no boot menu");
    });
  },
  async apply(step, host) {
    const machine = host.at("/");
    const guid = await readPoolGuid(step.pool, host);
    await withEsp(step.disk, host, "rw", async (esp) => {
      const kernel = `/clawdie/${step.bootEnvironment}`;
      for (const folder of ["/EFI/BOOT", "/clawdie/grub", kernel])
        await esp.makeFolder(folder, { mode: 0o700 });
      for (const name of ["vmlinuz", "initrd.img"]) {
        await machine.run("cp", [`${step.medium}/clawdie/live/${name}`, `${esp.root}${kernel}/${name}`]);
      }
      await machine.run("cp", [`${step.medium}/clawdie/boot/disk.efi`, `${esp.root}${pendingLoader}`]);
      await machine.run("sync", ["--file-system", esp.root]);
      // The menu is this step's own last write: check looks for it.
      await esp.writeFile(boxMenuPath, renderBoxMenu(step, guid), { mode: 0o600 });
    });
    await writeCore(step.disk, step.medium, machine);
  },
};

/** GRUB's core into the partition made for it. */
export async function writeCore(disk: TargetDisk, medium: string, machine: Host): Promise<void> {
  const scratch = await makeCore(medium, machine);
  const device = partitionPath(disk.path, diskLayout.biosBoot.number);
  await machine.run("dd", [`if=${scratch}`, `of=${device}`, "bs=64K", "conv=notrunc,fsync", "status=none"]);
}

/** The core as it shall lie on the disk; answers the path of a file in RAM. */
export async function makeCore(medium: string, machine: Host): Promise<string> {
  const image = await machine.readFile(`${medium}/clawdie/boot/core.img`);
  if (image === null)
    throw new SetupError("The stick is damaged: clawdie/boot/core.img is missing", "Flash the stick again.");
  const scratch = "/run/clawdie/core.img";
  await machine.writeFile(scratch, buildCoreImage(image, diskLayout.biosBoot.startSector), { mode: 0o600 });
  return scratch;
}

async function readPoolGuid(pool: string, host: Host): Promise<string> {
  return (await host.run("zpool", ["get", "-H", "-o", "value", "guid", pool])).stdout.trim();
}
