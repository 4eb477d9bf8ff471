import type { DiskClaim } from "../facts/facts.ts";
import { readDiskNames } from "../facts/read-disk-names.ts";
import { readRange } from "../facts/read-range.ts";
import type { Host } from "../host/host.ts";
import { SetupError } from "../issues/exceptions.ts";
import { claimPlace, parseClaim } from "../plan/disk-claim.ts";
import type { ClaimedDiskArguments, TargetDisk } from "../plan/step.ts";

/** @throws SetupError unless serial number and size at this path are still those of the disk that was chosen. */
export async function verifyDisk(disk: TargetDisk, machine: Host): Promise<void> {
  const now = await readDiskNames(disk.path, machine);
  if (now === null) throw wrongDisk(disk, "it is gone");
  if (now.serial !== disk.serial) throw wrongDisk(disk, `its serial number is ${now.serial ?? "missing"}`);
  if (now.sizeBytes !== disk.sizeBytes) throw wrongDisk(disk, `its size is ${now.sizeBytes} bytes`);
}

/** The mark of an installation on this disk; null when there is none. */
export async function readClaim(disk: TargetDisk, machine: Host): Promise<DiskClaim | null> {
  return parseClaim(await readRange(machine, disk.path, claimPlace.offset, claimPlace.length, 60), disk);
}

/** Every step that destroys something asks this first: it is the disk that was chosen, and this attempt has taken it.
 *  @throws SetupError otherwise. */
export async function requireClaim({ disk, installId }: ClaimedDiskArguments, machine: Host): Promise<void> {
  await verifyDisk(disk, machine);
  const claim = await readClaim(disk, machine);
  if (claim?.installId !== installId || claim.clearing !== null)
    throw wrongDisk(disk, "it does not carry the mark of this installation");
}

export function wrongDisk(disk: TargetDisk, difference: string): SetupError {
  const message = `${disk.path} is not the disk that was checked: ${difference}`;
  const hint = "Nothing more was written to it. Unplug disks that are not for Clawdie, and start again.";
  return new SetupError(message, hint);
}
