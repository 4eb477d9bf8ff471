import type { Host } from "../host/host.ts";
import type { TargetDisk } from "../plan/step.ts";

/** What the kernel says about a disk right now; null when there is none at this path. */
export async function readDiskIdentity(path: string, machine: Host): Promise<TargetDisk | null> {
  const options = ["--json", "--bytes", "--nodeps", "--output", "PATH,MODEL,SERIAL,SIZE"];
  const { exitCode, stdout } = await machine.run("lsblk", [...options, path], { allowExit: [0, 1, 32] });
  if (exitCode !== 0) return null;
  const parsed = JSON.parse(stdout) as {
    blockdevices: { path: string; model: string | null; serial: string | null; size: number }[];
  };
  const [found] = parsed.blockdevices;
  if (found === undefined) return null;
  const text = (value: string | null) => value?.trim() || null;
  return { path: found.path, model: text(found.model), serial: text(found.serial), sizeBytes: found.size };
}
