import type { BoxMenu } from "../plan/step.ts";

/** Where the box's boot menu lies on its boot partition. */
export const boxMenuPath = "/clawdie/grub/grub.cfg";

/** The box's own boot menu: its pool by GUID, its root dataset, its host id. Pure. */
export function renderBoxMenu(menu: BoxMenu, guid: string): string {
  const kernel = `/clawdie/${menu.bootEnvironment}`;
  const options = [
    `boot=clawdie clawdie.pool=${guid} clawdie.root=${menu.rootDataset} spl.spl_hostid=0x${menu.hostId}`,
    `zfs.zfs_arc_max=${menu.arcLimitBytes}`,
    // A kernel that gives up starts anew after a minute: nobody sits before the box.
    "nomodeset console=tty0 console=ttyS0,115200 quiet panic=60",
  ].join(" ");
  return [
    "serial --unit=0 --speed=115200",
    "terminal_input console serial",
    "terminal_output console serial",
    "set timeout=1",
    `menuentry "Clawdie (${menu.bootEnvironment})" {`,
    `\tlinux ${kernel}/vmlinuz ${options}`,
    `\tinitrd ${kernel}/initrd.img`,
    "}",
    "",
  ].join("\n");
}
