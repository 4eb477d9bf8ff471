import type { Host } from "../host/host.ts";
import { SetupError } from "../issues/exceptions.ts";
import { diskLayout } from "../plan/disk-layout.ts";
import { loader, pendingLoader } from "./copy-boot-files.ts";
import { buildBootCode } from "./grub-sectors.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";
import { withEsp } from "./with-esp.ts";

/** The stick's boot menu looks for this file and then starts the box from its own disk. */
export const bootMarker = "/clawdie/bootable";
const bootCodeBytes = 440;

/** One rename (UEFI), one sector (BIOS), one small file (the stick's menu): nothing is written to the new system after these. */
export const makeBootable: StepHandler<"make-bootable"> = {
  async check(step, host) {
    const marked = await withEsp(step.disk, host, "ro", async (esp) =>
      String(await esp.readFile(bootMarker)),
    );
    if (marked.trim() !== step.installId) return needed("not marked bootable");
    const wanted = await buildCode(step.medium, host.at("/"));
    return (await readCode(step.disk.path, host)).equals(wanted) ? satisfied : needed("no boot sector");
  },
  async apply(step, host) {
    const machine = host.at("/");
    await withEsp(step.disk, host, "rw", async (esp) => {
      if ((await esp.stat(pendingLoader)) !== null) {
        await machine.run("mv", [`${esp.root}${pendingLoader}`, `${esp.root}${loader}`]);
      }
      await machine.run("sync", ["--file-system", esp.root]);
    });
    const scratch = "/run/clawdie/boot-code.img";
    await machine.writeFile(scratch, await buildCode(step.medium, machine), { mode: 0o600 });
    const place = [
      `of=${step.disk.path}`,
      `bs=${bootCodeBytes}`,
      "count=1",
      "conv=notrunc,fsync",
      "status=none",
    ];
    await machine.run("dd", [`if=${scratch}`, ...place]);
    // Last: with it the stick starts the box, which must be able to start without the stick as well.
    await withEsp(step.disk, host, "rw", (esp) =>
      esp.writeFile(bootMarker, `${step.installId}\n`, { mode: 0o600 }),
    );
  },
};

/** The boot sector as it shall be. */
export async function buildCode(medium: string, machine: Host): Promise<Buffer> {
  const image = await machine.readFile(`${medium}/clawdie/boot/boot.img`);
  if (image === null)
    throw new SetupError("The stick is damaged: clawdie/boot/boot.img is missing", "Flash the stick again.");
  return buildBootCode(image, diskLayout.biosBoot.startSector);
}

/** `cmp` and `od` would do as well; this keeps binary out of command output. */
export async function readCode(disk: string, host: Host): Promise<Buffer> {
  const scratch = "/run/clawdie/boot-code.now";
  const machine = host.at("/");
  await machine.run("dd", [`if=${disk}`, `of=${scratch}`, `bs=${bootCodeBytes}`, "count=1", "status=none"]);
  return (await machine.readFile(scratch)) ?? Buffer.alloc(0);
}
