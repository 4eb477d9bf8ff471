import { z } from "zod";
import type { Host } from "../setup/host/host.ts";
import { formatBytes } from "../setup/status/format-figures.ts";

/** Anything with a file system on it that this computer sees, and where it lies. */
export interface Volume {
  readonly device: string;
  /** As blkid names it; "unknown" when it names none. */
  readonly fileSystem: string;
  readonly label: string | null;
  /** FAT keeps a second label in its boot sector; some programs write only that one. */
  readonly bootLabel: string | null;
  readonly partitionName: string | null;
  /** Number of the file system and of its entry in the partition table; sticks flashed from one image share them. */
  readonly uuid: string | null;
  readonly partitionUuid: string | null;
  /** Serial number of the disk it lies on. */
  readonly serial: string | null;
  readonly sizeBytes: number | null;
  /** Of the disk it lies on. */
  readonly model: string | null;
  readonly removable: boolean;
  /** By a switch on the stick, or because it is a disc. */
  readonly readOnly: boolean;
  /** An EFI system partition: what firmware and some computers show beside the seed. */
  readonly bootPartition: boolean;
  readonly mountPoints: readonly string[];
  /** Kernel name and number of the disk; the number is another one each time a disk is plugged in. */
  readonly disk: string;
}

const text = z.string().nullish();

const Block = z.object({
  path: z.string(),
  type: z.string(),
  size: z.number().nullish(),
  model: text,
  serial: text,
  tran: text,
  rm: z.boolean().nullish(),
  ro: z.boolean().nullish(),
  parttype: text,
  mountpoints: z.array(z.string().nullable()).nullish(),
  get children() {
    return z.array(Block).nullish();
  },
});
type Block = z.infer<typeof Block>;

const columns = "PATH,TYPE,SIZE,MODEL,SERIAL,TRAN,RM,RO,PARTTYPE,MOUNTPOINTS";
/** Of a GPT, and of a DOS partition table. */
const bootPartitionTypes = ["c12a7328-f81f-11d2-ba4b-00a0c93ec93b", "0xef"];

/** Every volume, as it is now: the devices are asked, not what was remembered of them. RAM disks and loops are left out. */
export async function listVolumes(machine: Host): Promise<Volume[]> {
  // -c /dev/null: look at the devices, not at what blkid remembers of them.
  const { stdout } = await machine.run("blkid", ["-c", "/dev/null", "-o", "export"], { allowExit: [0, 2] });
  const found = stdout
    .split(/\n\n+/)
    .map((block) => Object.fromEntries(block.split("\n").map(splitTag)))
    .filter(({ DEVNAME }) => DEVNAME !== undefined && !/^\/dev\/(loop|ram|zram)/.test(DEVNAME));
  if (found.length === 0) return [];
  const places = await listPlaces(machine);
  return found.map((tags) => toVolume(tags, places.get(tags.DEVNAME ?? "")));
}

function splitTag(line: string): [string, string] {
  const at = line.indexOf("=");
  // blkid -o export escapes blanks in values by a backslash.
  return [line.slice(0, at), line.slice(at + 1).replaceAll("\\", "")];
}

interface Place {
  readonly block: Block;
  readonly disk: Block;
  readonly number: string;
}

/** Device → what lsblk says of it and of its disk. */
async function listPlaces(machine: Host): Promise<Map<string, Place>> {
  // 32, 64: some devices went away meanwhile.
  const { stdout } = await machine.run("lsblk", ["--json", "--bytes", "--output", columns], {
    allowExit: [0, 32, 64],
  });
  const places = new Map<string, Place>();
  if (stdout.trim() === "") return places;
  const { blockdevices } = z.object({ blockdevices: z.array(Block) }).parse(JSON.parse(stdout));
  for (const disk of blockdevices) {
    const name = disk.path.replace(/^\/dev\//, "");
    const number = String((await machine.readFile(`/sys/class/block/${name}/diskseq`)) ?? "").trim();
    for (const block of [disk, ...(disk.children ?? [])]) places.set(block.path, { block, disk, number });
  }
  return places;
}

function toVolume(tags: Readonly<Record<string, string>>, place: Place | undefined): Volume {
  const { block, disk, number } = place ?? { block: null, disk: null, number: "" };
  const partitionType = (block?.parttype ?? "").toLowerCase();
  return {
    device: tags.DEVNAME ?? "",
    fileSystem: tags.TYPE ?? "unknown",
    label: tags.LABEL?.trim() || null,
    bootLabel: tags.LABEL_FATBOOT?.trim() || null,
    partitionName: tags.PARTLABEL ?? null,
    uuid: tags.UUID ?? null,
    partitionUuid: tags.PARTUUID ?? null,
    serial: disk?.serial?.trim() || null,
    sizeBytes: block?.size ?? null,
    model: disk?.model?.trim() || null,
    removable: (disk?.rm ?? false) || disk?.tran === "usb",
    readOnly: block?.ro ?? false,
    bootPartition: bootPartitionTypes.includes(partitionType),
    mountPoints: (block?.mountpoints ?? []).filter((point) => point !== null),
    disk: `${disk?.path ?? tags.DEVNAME}#${number}`,
  };
}

/** `/dev/sdb1 (called "CLAWDIESEED", vfat, 64 MiB, SanDisk Ultra)`: enough to find it among the things on a desk. Pure. */
export function describeVolume(volume: Volume): string {
  const name = volume.label ?? volume.bootLabel ?? volume.partitionName;
  const details = [
    name === null ? "without a name" : `called "${name}"`,
    volume.fileSystem === "unknown" ? "no known format" : volume.fileSystem,
    volume.sizeBytes === null ? null : formatBytes(volume.sizeBytes),
    volume.model ?? "unknown model",
  ];
  return `${volume.device} (${details.filter((detail) => detail !== null).join(", ")})`;
}
