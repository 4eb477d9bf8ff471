import type { Host } from "../host/host.ts";

const folders = ["/dev/disk/by-id", "/dev/disk/by-path"];

/** Device path → all its stable names: model and serial, wwn, nvme-eui, its place. Those udev made; none without udev. */
export async function readStableNames(machine: Host): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  for (const folder of folders) {
    const names = (await machine.stat(folder)) === null ? [] : (await machine.listFolder(folder)).sort();
    for (const name of names) {
      const target = await machine.readLink(`${folder}/${name}`);
      if (target === null) continue;
      const path = target.replace(/^(\.\.\/)+/, "/dev/");
      found.set(path, [...(found.get(path) ?? []), `${folder}/${name}`]);
    }
  }
  return found;
}
