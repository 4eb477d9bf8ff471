import { readDiskNames } from "../facts/read-disk-names.ts";
import type { Host } from "../host/host.ts";
import type { TargetDisk } from "../plan/step.ts";

/** The disk below the box's own pool, under its present name. */
export async function findOwnDisk(pool: string, machine: Host): Promise<TargetDisk> {
  const { stdout } = await machine.run("zpool", ["list", "-v", "-H", "-L", "-P", pool]);
  const [partition = ""] = stdout.match(/\/dev\/\S+/) ?? [];
  const parent = await machine.run("lsblk", ["--noheadings", "--nodeps", "--output", "PKNAME", partition]);
  const path = `/dev/${parent.stdout.trim()}`;
  const names = await readDiskNames(path, machine);
  const { serial = null, model = null, sizeBytes = 0 } = names ?? {};
  return { path, serial, model, sizeBytes };
}
