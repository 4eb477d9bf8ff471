import type { DiskClaim, DiskContent } from "../facts/facts.ts";
import { probeDisk } from "../facts/probe-disk.ts";
import type { Device, Host } from "../host/host.ts";
import { claimPlace, renderClaim } from "../plan/disk-claim.ts";
import { listLabelRanges } from "../plan/disk-layout.ts";
import type { StepOf } from "../plan/step.ts";
import { needed, type StepHandler, satisfied } from "./handler.ts";
import { readClaim, verifyDisk, wrongDisk } from "./verify-disk.ts";

type ClaimStep = Pick<StepOf<"claim-disk">, "disk" | "consent" | "installId">;

/** The first writes of an installation: only to the very disk, with the very content, that consent was given for. */
export const claimDisk: StepHandler<"claim-disk"> = {
  async check(step, host) {
    const machine = host.at("/");
    await verifyDisk(step.disk, machine);
    const claim = await readClaim(step.disk, machine);
    if (claim?.installId !== step.installId) {
      await verifyConsent(step, machine);
      return needed("not taken yet");
    }
    return claim.clearing === null ? satisfied : needed("old labels");
  },
  async apply(step, host) {
    const machine = host.at("/");
    const { disk, consent, installId } = step;
    const sectorBytes = await readSectorBytes(disk.path, machine);
    await machine.withDevice(disk.path, async (device) => {
      // Again, now that nothing else can write: between looking and taking lies a time, however short.
      await verifyDisk(disk, machine);
      const claim = await readClaim(disk, machine);
      const clearing = claim?.installId === installId ? claim.clearing : await beginClearing(step, machine);
      const mark = { installId, code: consent.code };
      await device.write(claimPlace.offset, renderClaim({ ...mark, clearing }, disk));
      await clearLabels(device, disk.sizeBytes, sectorBytes);
      await device.write(claimPlace.offset, renderClaim({ ...mark, clearing: null }, disk));
    });
    // udev looks at a disk that was open for writing: let it finish, or the next step finds the disk busy.
    await machine.run("udevadm", ["settle", "--timeout=60"]);
  },
};

/** What the mark says until all that lies there now is gone. */
async function beginClearing(step: ClaimStep, machine: Host): Promise<DiskClaim["clearing"]> {
  const { signatures, contentHash } = await verifyConsent(step, machine);
  // What an earlier attempt had taken stays taken, even before this one has changed anything.
  return { signatures, contentHash: step.consent.basis === "unfinished" ? "" : contentHash };
}

async function verifyConsent({ disk, consent }: ClaimStep, machine: Host): Promise<DiskContent> {
  if (consent.serial !== disk.serial || consent.sizeBytes !== disk.sizeBytes) {
    throw wrongDisk(disk, "consent was given for another one");
  }
  const now = await probeDisk(machine, disk.path, disk);
  if (now.unreadable !== null) throw wrongDisk(disk, now.unreadable);
  if (now.contentHash !== consent.contentHash) throw wrongDisk(disk, "what is on it has changed");
  return now;
}

/** Old tables and labels, at the ends of disk and partitions: no ghost of an old pool may be found there later. */
async function clearLabels(device: Device, sizeBytes: number, sectorBytes: number): Promise<void> {
  // The boot sector alone and first: without it no partition is found, whatever else a power cut leaves.
  await device.write(0, Buffer.alloc(sectorBytes));
  const claimEnd = claimPlace.offset + claimPlace.length;
  for (const { offset, length } of listLabelRanges(sizeBytes, sectorBytes)) {
    if (offset > claimPlace.offset) await device.write(offset, Buffer.alloc(length));
    else {
      await device.write(offset, Buffer.alloc(claimPlace.offset - offset));
      await device.write(claimEnd, Buffer.alloc(offset + length - claimEnd));
    }
  }
}

async function readSectorBytes(path: string, machine: Host): Promise<number> {
  const { stdout } = await machine.run("blockdev", ["--getss", path]);
  return Number(stdout.trim());
}
