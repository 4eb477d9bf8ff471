import type { Host } from "../setup/host/host.ts";
import { buildSeedSource, type SeedSource } from "../setup/wipe/seed-source.ts";
import { readSeedVolume } from "./find-seed.ts";
import { listSeedVolumes } from "./seed-volume.ts";

/** The one stick that is plugged in and holds exactly this setup.txt, also when it was typed in and saved there. */
export async function findSeedSource(machine: Host, setupTxt: Uint8Array): Promise<SeedSource | null> {
  try {
    const [volume, ...others] = await listSeedVolumes(machine);
    if (volume === undefined || others.length > 0) return null;
    const { bytes } = await readSeedVolume(machine, volume);
    const isSame = bytes !== null && Buffer.compare(bytes, setupTxt) === 0;
    return isSame ? buildSeedSource(volume, setupTxt) : null;
  } catch {
    // Pulled out just now: that stick will be left alone.
    return null;
  }
}
