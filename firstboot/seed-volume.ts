import { join } from "node:path";
import type { Host } from "../setup/host/host.ts";
import { CommandError } from "../setup/issues/exceptions.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";
import { listVolumes, type Volume } from "./list-volumes.ts";

const mountPoint = "/run/clawdie/seed";
const partitionName = "CLAWDIE-SEED";
/** As flashed, and as FAT cuts the name of the partition at 11 bytes; blanks and dashes do not count. */
const labels: readonly string[] = [boxLayout.seedLabel, "CLAWDIESEE"];

/** Every volume that is a seed by its label (any case, FAT boot sector included) or by its partition's name. */
export async function listSeedVolumes(machine: Host): Promise<Volume[]> {
  return (await listVolumes(machine)).filter(isSeed);
}

/** Pure. */
export function isSeed({ label, bootLabel, partitionName: name }: Volume): boolean {
  if (name === partitionName) return true;
  return [label, bootLabel].some((text) => text !== null && labels.includes(spellLabel(text)));
}

function spellLabel(label: string): string {
  return label.toUpperCase().replaceAll(/[\s_-]/g, "");
}

/** Only FAT is written to: what a computer made of the stick in another format is read and otherwise left alone. Pure. */
export function isWritable({ fileSystem, readOnly }: Volume): boolean {
  return fileSystem === "vfat" && !readOnly;
}

const harmless = "nosuid,nodev,noexec";
const ownerOnly = "umask=077";

/** Formats in which the bytes of a file can be written over where they lie. Pure. */
export function isWipeable({ fileSystem, readOnly }: Volume): boolean {
  return ["vfat", "exfat"].includes(fileSystem) && !readOnly;
}

/** Type and options of mount(8). Another format than FAT and exFAT is never mounted for writing. Pure. */
export function mountArguments({ fileSystem }: Volume, access: "ro" | "rw"): string[] {
  switch (fileSystem) {
    case "vfat":
      return ["-t", "vfat", "-o", `${access},${harmless},${ownerOnly},quiet,flush`];
    case "exfat":
      return ["-t", "exfat", "-o", `${access},${harmless},${ownerOnly}`];
    case "ntfs":
      return ["-t", "ntfs3", "-o", `ro,${harmless},${ownerOnly}`];
    case "ext2":
    case "ext3":
    case "ext4":
      // Reading must not replay the journal: that would write.
      return ["-t", "ext4", "-o", `ro,${harmless},noload`];
    default:
      return ["-o", `ro,${harmless}`];
  }
}

/** Mounted by somebody else just now (a file is being saved); it does not last. */
const busyTries = 5;

/** Run with the volume mounted at `folder`; nothing on it is ever executed. Unmounted in any case. @throws CommandError of mount. */
export async function withVolume<T>(
  volume: Volume,
  machine: Host,
  access: "ro" | "rw",
  work: (folder: string) => Promise<T>,
  place = mountPoint,
): Promise<T> {
  await machine.makeFolder(place, { mode: 0o700 });
  const folder = join(machine.root, place);
  const args = [...mountArguments(volume, access), volume.device, folder];
  for (let left = busyTries; ; left -= 1) {
    try {
      await machine.run("mount", args, { timeoutSeconds: 120 });
      break;
    } catch (error) {
      const busy = error instanceof CommandError && /busy|already mounted/i.test(error.stderrTail);
      if (!busy || left <= 1) throw error;
      await machine.sleep(1);
    }
  }
  try {
    return await work(folder);
  } finally {
    await machine.run("umount", [folder]);
  }
}

/**
 * Wait for a seed to appear: USB sticks take their time. `onWait` is told the seconds left, every ten seconds.
 * Ends early when `instead` says that there is something better to do.
 */
export async function waitForSeeds(
  machine: Host,
  seconds: number,
  onWait: (secondsLeft: number) => Promise<void>,
  instead: () => Promise<boolean> = async () => false,
): Promise<Volume[]> {
  for (let left = seconds; ; left -= 1) {
    const volumes = await listSeedVolumes(machine);
    if (volumes.length > 0 || left <= 0 || (await instead())) return volumes;
    if (left % 10 === 0) await onWait(left);
    await machine.sleep(1);
  }
}
