import { z } from "zod";
import type { Host } from "../host/host.ts";
import { CommandError } from "../issues/exceptions.ts";
import { boxLayout } from "../plan/box-layout.ts";
import { diskLayout, partitionPath } from "../plan/disk-layout.ts";
import { computerProperty, installIdProperty } from "../plan/pool-identity.ts";
import type { TargetDisk } from "../plan/step.ts";
import { boxMenuPath } from "../steps/render-box-menu.ts";
import { withEsp } from "../steps/with-esp.ts";
import type { Installation } from "./facts.ts";
import { withReadOnlyBox } from "./with-read-only-box.ts";

const InstallRecord = z.object({
  installId: z.string(),
  version: z.string(),
  rootDataset: z.string(),
  adoption: z.string().nullable().default(null),
});

/**
 * The installation on a disk with our partitions; null when the pool is not ours. Nothing is written: labels are read
 * first, and only a pool of our name is opened, by its GUID, from this one partition, read-only.
 */
export async function readInstallation(machine: Host, disk: TargetDisk): Promise<Installation | null> {
  try {
    return await recognize(machine, disk);
  } catch (error) {
    // Damaged files are what an adoption is often about: one such disk must not keep the others from being looked at.
    if (!(error instanceof CommandError)) return unclear(describeDamage(error));
    return unclear(error.stderrTail.split("\n")[0] || error.message);
  }
}

async function recognize(machine: Host, disk: TargetDisk): Promise<Installation | null> {
  const label = await readPoolLabel(machine, partitionPath(disk.path, diskLayout.pool.number));
  if (label === null) return unclear("the label of its pool cannot be read");
  if (label.name !== boxLayout.pool) return null;
  const menu = await withEsp(disk, machine, "ro", async (esp) => String(await esp.readFile(boxMenuPath)));
  const poolGuid = findOption(menu, "clawdie.pool");
  const rootDataset = findOption(menu, "clawdie.root");
  if (rootDataset === null) return unclear("its boot menu is missing");
  if (poolGuid !== label.guid) return unclear("its boot menu belongs to another pool");
  return withReadOnlyBox(machine, { disk, poolGuid, rootDataset }, async (box) => {
    const [installId, computer] = await readProperties(machine, [installIdProperty, computerProperty]);
    if (installId === undefined || installId === null) return null;
    const record = parseRecord(await box.readFile(`${boxLayout.config}/install.json`));
    if (record === null) return unclear("its record install.json is missing or damaged");
    if (record.installId !== installId || record.rootDataset !== rootDataset)
      return unclear("its system and its pool do not belong together");
    const hostname = String((await box.readFile("/etc/hostname")) ?? "").trim();
    const { version, adoption } = record;
    const own = { installId, poolGuid, rootDataset, hostname, version, adoption };
    return { state: "own", ...own, computer: computer ?? null };
  });
}

/** @throws the error itself when it is none of reading. */
function describeDamage(error: unknown): string {
  if (error instanceof Error && "code" in error) return `a file of it cannot be read: ${error.message}`;
  throw error;
}

function unclear(reason: string): Installation {
  return { state: "unclear", reason };
}

/** Name and GUID in the label of a pool; `zdb -l` reads it without opening the pool. */
async function readPoolLabel(machine: Host, device: string): Promise<{ name: string; guid: string } | null> {
  const { stdout } = await machine.run("zdb", ["-l", device], { allowExit: [0, 1, 2], timeoutSeconds: 60 });
  const name = /^ {4}name: '(.*)'$/m.exec(stdout)?.[1];
  const guid = /^ {4}pool_guid: (\d+)$/m.exec(stdout)?.[1];
  return name === undefined || guid === undefined ? null : { name, guid };
}

/** User properties of the pool, in the order asked for; null where one is not set. */
async function readProperties(machine: Host, names: readonly string[]): Promise<(string | null)[]> {
  const args = ["get", "-H", "-o", "property,value", names.join(","), boxLayout.pool];
  const { stdout } = await machine.run("zfs", args, { timeoutSeconds: 60 });
  const rows = new Map(stdout.split("\n").map((line) => line.split("\t") as [string, string]));
  return names.map((name) => {
    const value = rows.get(name) ?? "-";
    return value === "-" ? null : value;
  });
}

/** `name=value` of the kernel's command line in our boot menu. */
function findOption(menu: string, name: string): string | null {
  const word = menu.split(/\s+/).find((part) => part.startsWith(`${name}=`));
  return word === undefined ? null : word.slice(name.length + 1);
}

function parseRecord(content: Buffer | null): z.output<typeof InstallRecord> | null {
  try {
    return InstallRecord.parse(JSON.parse(String(content)));
  } catch {
    return null;
  }
}
