import type { Host } from "../host/host.ts";
import { SetupError } from "../issues/exceptions.ts";
import { diskLayout, partitionPath } from "../plan/disk-layout.ts";
import type { StepOf } from "../plan/step.ts";
import { buildCoreImage } from "./grub-sectors.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";
import { withEsp } from "./with-esp.ts";

type CopyStep = Pick<
  StepOf<"copy-boot-files">,
  "disk" | "pool" | "bootEnvironment" | "rootDataset" | "hostId" | "arcLimitBytes" | "medium"
>;

/** The name under which no firmware looks for a loader; make-bootable renames it. */
export const pendingLoader = "/EFI/BOOT/BOOTX64.NEW";
export const loader = "/EFI/BOOT/BOOTX64.EFI";

/** Kernel, initramfs, boot menu, GRUB core. Without boot sector and loader name none of it starts. */
export const copyBootFiles: StepHandler<"copy-boot-files"> = {
  async check(step, host) {
    const guid = await readPoolGuid(step.pool, host);
    return withEsp(step.disk, host, "ro", async (esp) => {
      const menu = await esp.readFile("/clawdie/grub/grub.cfg");
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
      await esp.writeFile("/clawdie/grub/grub.cfg", renderBoxMenu(step, guid), { mode: 0o600 });
    });
    await writeCore(step, machine);
  },
};

async function writeCore(step: CopyStep, machine: Host): Promise<void> {
  const image = await machine.readFile(`${step.medium}/clawdie/boot/core.img`);
  if (image === null)
    throw new SetupError("The stick is damaged: clawdie/boot/core.img is missing", "Flash the stick again.");
  const scratch = "/run/clawdie/core.img";
  await machine.writeFile(scratch, buildCoreImage(image, diskLayout.biosBoot.startSector), { mode: 0o600 });
  const device = partitionPath(step.disk.path, diskLayout.biosBoot.number);
  await machine.run("dd", [`if=${scratch}`, `of=${device}`, "bs=64K", "conv=notrunc,fsync", "status=none"]);
}

async function readPoolGuid(pool: string, host: Host): Promise<string> {
  return (await host.run("zpool", ["get", "-H", "-o", "value", "guid", pool])).stdout.trim();
}

/** The box's own boot menu: its pool by GUID, its root dataset, its host id. */
export function renderBoxMenu(step: CopyStep, guid: string): string {
  const kernel = `/clawdie/${step.bootEnvironment}`;
  const options = [
    `boot=clawdie clawdie.pool=${guid} clawdie.root=${step.rootDataset} spl.spl_hostid=0x${step.hostId}`,
    `zfs.zfs_arc_max=${step.arcLimitBytes}`,
    "nomodeset console=tty0 console=ttyS0,115200 quiet",
  ].join(" ");
  return [
    "serial --unit=0 --speed=115200",
    "terminal_input console serial",
    "terminal_output console serial",
    "set timeout=1",
    `menuentry "Clawdie (${step.bootEnvironment})" {`,
    `\tlinux ${kernel}/vmlinuz ${options}`,
    `\tinitrd ${kernel}/initrd.img`,
    "}",
    "",
  ].join("\n");
}
