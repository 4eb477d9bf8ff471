import { listEntries } from "../setup/config/find-seed-file.ts";
import type { Host } from "../setup/host/host.ts";
import { buildIssue } from "../setup/issues/build-issue.ts";
import type { Issue } from "../setup/issues/issue.ts";
import { describeVolume, type Volume } from "./list-volumes.ts";
import { isSeed, withVolume } from "./seed-volume.ts";

/**
 * A setup.txt on the boot partition or on another stick: named, so that its owner finds it. Only the names at the top
 * are looked at; the content of media that are not ours is never read. Null when there is none.
 */
export async function findElsewhere(machine: Host, volumes: readonly Volume[]): Promise<Issue | null> {
  for (const volume of volumes.filter(mayHoldSetup)) {
    const name = await findName(machine, volume).catch(() => null);
    if (name !== null) return buildIssue("seed.elsewhere", {}, { name, place: describeVolume(volume) });
  }
  return null;
}

/** What people copy files to by mistake; disks of the computer itself are none of our business, their boot partition apart. */
function mayHoldSetup(volume: Volume): boolean {
  if (isSeed(volume) || !["vfat", "exfat"].includes(volume.fileSystem)) return false;
  return volume.removable || volume.bootPartition;
}

async function findName(machine: Host, volume: Volume): Promise<string | null> {
  const [mounted] = volume.mountPoints;
  const entries =
    mounted === undefined ? await withVolume(volume, machine, "ro", listEntries) : await listEntries(mounted);
  return entries.find(({ kind, type }) => kind === "right" && type === "file")?.name ?? null;
}

/** "Seen: …": the volumes that were passed over because they are called otherwise. Pure. */
export function describePassedOver(volumes: readonly Volume[]): string {
  const shown = volumes
    .filter(({ fileSystem }) => fileSystem !== "unknown")
    .toSorted((a, b) => Number(b.removable) - Number(a.removable));
  if (shown.length === 0) return "no volume at all";
  const rest = shown.length > 8 ? ` and ${shown.length - 8} more` : "";
  return `${shown.slice(0, 8).map(describeVolume).join(", ")}${rest}`;
}
