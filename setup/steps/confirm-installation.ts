import { installIdProperty } from "../plan/pool-identity.ts";
import { findOwnDisk } from "./find-own-disk.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";
import { bootMarker } from "./make-bootable.ts";
import { removeClaim } from "./release-disk.ts";
import { readClaim, wrongDisk } from "./verify-disk.ts";
import { withEsp } from "./with-esp.ts";

/**
 * The box has started, so its installation is complete, even when power failed just before the installer could say so.
 * From here on there is something to lose: the stick must start the box, and never take its disk for an unfinished one.
 */
export const confirmInstallation: StepHandler<"confirm-installation"> = {
  async check(step, host) {
    const machine = host.at("/");
    const claim = await readClaim(await findOwnDisk(step.pool, machine), machine);
    return claim === null ? satisfied : needed("still marked as unfinished");
  },
  async apply(step, host) {
    const machine = host.at("/");
    const disk = await findOwnDisk(step.pool, machine);
    const query = ["get", "-H", "-o", "value", installIdProperty, step.pool];
    const installId = (await machine.run("zfs", query)).stdout.trim();
    const claim = await readClaim(disk, machine);
    // Of an attempt to install over this box that was cut short: it clears the boot sector before anything else, so a
    // box that starts has lost nothing. With such a mark it would neither be set up nor be recognized by a stick.
    const isHarmless = claim !== null && (claim.installId === installId || claim.clearing !== null);
    if (!isHarmless) throw wrongDisk(disk, "it carries the mark of another installation");
    await withEsp(disk, host, "rw", (esp) => esp.writeFile(bootMarker, `${installId}\n`, { mode: 0o600 }));
    await removeClaim(disk, machine);
  },
};
