import { constants } from "node:fs";
import { copyFile } from "node:fs/promises";
import { SetupError } from "../../setup/issues/exceptions.ts";
import { uefiFirmware } from "./build-qemu-arguments.ts";

/** Give a machine its own UEFI variables, unless it has them already. @throws SetupError when the firmware is not installed. */
export async function copyUefiVariables(target: string): Promise<void> {
  try {
    await copyFile(uefiFirmware.variables, target, constants.COPYFILE_EXCL);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return;
    throw new SetupError("no UEFI firmware for the virtual machine", "Install ovmf.", { cause });
  }
}
