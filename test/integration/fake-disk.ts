import { claimPlace } from "../../setup/plan/disk-claim.ts";
import { diskLayout, listLabelRanges, partitionNames } from "../../setup/plan/disk-layout.ts";
import type { MemoryFiles } from "./memory-files.ts";

const mebibyte = 1024 ** 2;
const sectorBytes = 512;

export interface FakePool {
  readonly installId: string;
  /** Properties by dataset. */
  readonly datasets: Map<string, Record<string, string>>;
  readonly files: MemoryFiles;
  exported: boolean;
}

/** A disk as far as an installation sees it. It keeps what it holds when the power goes; memory does not. */
export interface FakeDisk {
  readonly sizeBytes: number;
  readonly serial: string;
  /** The first MiB, byte for byte: boot sector, partition table, claim. */
  readonly head: Buffer;
  /** Content of the first partition. */
  core: Buffer;
  /** Files of the second partition; null while there is no file system. */
  esp: { readonly label: string; readonly files: MemoryFiles } | null;
  pool: FakePool | null;
}

export function buildFakeDisk(): FakeDisk {
  const head = Buffer.alloc(mebibyte);
  return { sizeBytes: 64e9, serial: "S1", head, core: Buffer.alloc(0), esp: null, pool: null };
}

export function hasTable({ head }: FakeDisk): boolean {
  return head.toString("latin1", sectorBytes, sectorBytes + 8) === "EFI PART";
}

export function writeTable(disk: FakeDisk): void {
  disk.head.writeUInt16LE(0xaa55, sectorBytes - 2);
  disk.head.write("EFI PART", sectorBytes, "latin1");
}

/** Bytes at a place of the disk; outside its first MiB only partitions that are overwritten are noticed. */
export function writeBytes(disk: FakeDisk, offset: number, bytes: Uint8Array): void {
  const end = offset + bytes.length;
  if (offset < disk.head.length) disk.head.set(bytes.subarray(0, disk.head.length - offset), offset);
  const [first, border] = listLabelRanges(disk.sizeBytes, sectorBytes);
  const espStart = diskLayout.biosBoot.startSector * sectorBytes + mebibyte;
  const poolStart = (border?.offset ?? 0) + mebibyte;
  const covers = (place: number): boolean => offset <= place && end > place;
  if (first !== undefined && covers(espStart)) disk.esp = null;
  if (covers(poolStart)) disk.pool = null;
}

/** What `sfdisk --json` answers: text, or its exit code without a table. */
export function describeTable(disk: FakeDisk, path: string): string | number {
  if (!hasTable(disk)) return 1;
  const partitions = partitionNames.map((name, at) => {
    return { node: `${path}${at + 1}`, start: 2048 + at * 1_052_672, size: 1_050_624, name };
  });
  return JSON.stringify({ partitiontable: { label: "gpt", id: "TABLE-1", sectorsize: 512, partitions } });
}

/** What `blkid --probe --output=export` answers for the partition at this place of the table. */
export function describePartition(disk: FakeDisk, number: number): string | number {
  if (number === 2 && disk.esp !== null) return `TYPE=vfat\nLABEL=${disk.esp.label}\n`;
  if (number === 3 && disk.pool !== null) return "TYPE=zfs_member\nLABEL=zroot\n";
  return 2;
}

/** Whether anything on this disk would start a computer or tell the stick to start it. */
export function startsSomething({ head, esp }: FakeDisk): boolean {
  const names = ["/EFI/BOOT/BOOTX64.EFI", "/clawdie/bootable"];
  const code = head.subarray(0, 440).some((byte) => byte !== 0);
  return code || names.some((name) => esp?.files.has(name) ?? false);
}

/** Everything on it as text, for comparing two installations. Ids of attempts and times in logs are no difference. */
export function describeFakeDisk(disk: FakeDisk, leftOut: readonly string[]): Record<string, string> {
  const ids =
    disk.pool === null ? /$^/ : new RegExp(`${disk.pool.installId}|${disk.pool.installId.slice(0, 8)}`, "g");
  const tree = (name: string, files: MemoryFiles | undefined) =>
    [...(files ?? [])]
      .filter(([path]) => !leftOut.includes(path))
      .map(([path, { kind, content, mode, owner, group }]) => {
        const text = content.toString("latin1").replaceAll(ids, "ID");
        return [`${name}:${path}`, `${kind} ${mode.toString(8)} ${owner}:${group} ${text}`];
      });
  const claim = disk.head.toString("latin1", claimPlace.offset, claimPlace.offset + 512);
  const boot = disk.head.toString("hex", 0, 1024);
  const datasets = [...(disk.pool?.datasets ?? [])].map(([name, properties]) => [
    `dataset ${name}`,
    JSON.stringify(properties).replaceAll(ids, "ID"),
  ]);
  return Object.fromEntries([
    ["claim", claim],
    ["boot sector and table", boot],
    ["core", disk.core.toString("hex")],
    ["pool", String(disk.pool?.exported)],
    ...datasets,
    ...tree("esp", disk.esp?.files),
    ...tree("pool", disk.pool?.files),
  ]);
}
