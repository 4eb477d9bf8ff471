import type { Host } from "../setup/host/host.ts";
import { boxLayout } from "../setup/plan/box-layout.ts";

/** The FAT volume with setup.txt. */
export interface SeedVolume {
  readonly device: string;
  readonly fileSystem: string;
}

const mountPoint = "/run/clawdie/seed";
const partitionName = "CLAWDIE-SEED";
/** As flashed, as a user would type it, and as FAT cuts it at 11 bytes. */
const labels: readonly string[] = [boxLayout.seedLabel, partitionName, "CLAWDIE-SEE"];

/** Every volume that is a seed by its label (any case, FAT boot sector included) or by its partition's name. */
export async function listSeedVolumes(machine: Host): Promise<SeedVolume[]> {
  // -c /dev/null: look at the devices, not at what blkid remembers of them.
  const { stdout } = await machine.run("blkid", ["-c", "/dev/null", "-o", "export"], { allowExit: [0, 2] });
  return stdout
    .split(/\n\n+/)
    .map((block) => Object.fromEntries(block.split("\n").map(splitTag)))
    .filter((tags) => tags.DEVNAME !== undefined && isSeed(tags))
    .map((tags) => ({ device: tags.DEVNAME ?? "", fileSystem: tags.TYPE ?? "unknown" }));
}

function splitTag(line: string): [string, string] {
  const at = line.indexOf("=");
  // blkid -o export escapes blanks in values by a backslash.
  return [line.slice(0, at), line.slice(at + 1).replaceAll("\\", "")];
}

function isSeed(tags: Readonly<Record<string, string>>): boolean {
  if (tags.PARTLABEL === partitionName) return true;
  return ["LABEL", "LABEL_FATBOOT"].some((name) => labels.includes((tags[name] ?? "").trim().toUpperCase()));
}

/** Run with the seed mounted; nothing on it is ever executed. Unmounted in any case. */
export async function withSeed<T>(
  volume: SeedVolume,
  machine: Host,
  access: "ro" | "rw",
  work: (folder: string) => Promise<T>,
): Promise<T> {
  await machine.makeFolder(mountPoint, { mode: 0o700 });
  const options = `${access},nosuid,nodev,noexec`;
  const fat = volume.fileSystem === "vfat" ? ",umask=077,quiet,flush" : "";
  await machine.run("mount", ["-o", `${options}${fat}`, volume.device, mountPoint]);
  try {
    return await work(mountPoint);
  } finally {
    await machine.run("umount", [mountPoint]);
  }
}

/** Wait for a seed to appear: USB sticks take their time. `onWait` is told the seconds left, every ten seconds. */
export async function waitForSeeds(
  machine: Host,
  seconds: number,
  onWait: (secondsLeft: number) => Promise<void>,
): Promise<SeedVolume[]> {
  for (let left = seconds; ; left -= 1) {
    const volumes = await listSeedVolumes(machine);
    if (volumes.length > 0 || left <= 0) return volumes;
    if (left % 10 === 0) await onWait(left);
    await machine.sleep(1);
  }
}
