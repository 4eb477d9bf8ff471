import { type BlockFault, type DiskSpec, type MachineSpec, type StickSpec, stickId } from "./machine-spec.ts";

export type DeviceProperties = Readonly<Record<string, string | number | boolean>>;

/** `-blockdev` and `-device` arguments of all disks, the stick and the CD drive, in guest order. Pure. */
export function buildBlockArguments(spec: Pick<MachineSpec, "disks" | "stick" | "cdrom">): string[] {
  const ahciDisks = spec.disks.filter((disk) => disk.interface === "ahci");
  const result = spec.disks.flatMap((disk, index) => [
    "-blockdev",
    JSON.stringify(buildDiskNode(disk)),
    ...buildDiskDevice(disk, index, ahciDisks.indexOf(disk)),
  ]);
  if (spec.stick !== null) {
    const image = { driver: "file", filename: spec.stick.file, discard: "unmap", cache: unsafeCache };
    const node = { driver: "raw", "node-name": `${stickId}-node`, file: image };
    result.push("-blockdev", JSON.stringify(node), ...device(buildStickDevice(spec.stick)));
  }
  if (spec.cdrom !== null) {
    const image = { driver: "file", filename: spec.cdrom.file };
    const node = { driver: "raw", "node-name": "cdrom-node", "read-only": true, file: image };
    const drive = { driver: "ide-cd", id: "cdrom", bus: `ide.${ahciDisks.length}`, drive: "cdrom-node" };
    result.push("-blockdev", JSON.stringify(node), ...device({ ...drive, bootindex: spec.cdrom.bootIndex }));
  }
  return result;
}

/** The stick's USB device, as given to `-device` and to the control command that plugs it in again. */
export function buildStickDevice(stick: StickSpec): DeviceProperties {
  const properties = { driver: "usb-storage", id: stickId, bus: "xhci.0", drive: `${stickId}-node` };
  return { ...properties, serial: stick.serial, removable: true, ...bootOrder(stick.bootIndex) };
}

const unsafeCache = { "no-flush": true, direct: false };

/**
 * The block graph of one disk, top first: faults, write log, format, file. The cache mode sits on the file only:
 * on the write log's node it would swallow the flushes that the log is there to record.
 */
function buildDiskNode(disk: DiskSpec): Record<string, unknown> {
  const cache = disk.cache === "unsafe" ? { cache: unsafeCache } : {};
  const file = { driver: "file", filename: disk.file, discard: "unmap", ...cache };
  let node: Record<string, unknown> = { driver: disk.format, discard: "unmap", file };
  if (disk.writeLog !== null) {
    const log = { driver: "file", filename: disk.writeLog, ...cache };
    node = { driver: "blklogwrites", file: node, log };
  }
  if (disk.faults.length > 0) {
    node = { driver: "blkdebug", image: node, "inject-error": disk.faults.map(buildFault) };
  }
  return { "node-name": `${disk.id}-node`, ...node };
}

/** Event `none` makes a rule active from the creation of the node. */
function buildFault(fault: BlockFault): Record<string, unknown> {
  const place = fault.sector === null ? {} : { sector: fault.sector };
  return { event: "none", iotype: fault.operation, errno: fault.errorNumber, once: fault.once, ...place };
}

function buildDiskDevice(disk: DiskSpec, index: number, ahciPort: number): string[] {
  const common = { id: disk.id, drive: `${disk.id}-node`, serial: disk.serial, ...bootOrder(disk.bootIndex) };
  // Without this QEMU stops the machine on ENOSPC instead of telling the guest.
  const errors = { werror: "report", rerror: "report" };
  const port = { driver: "pcie-root-port", id: `${disk.id}-port`, chassis: index + 1 };
  switch (disk.interface) {
    case "virtio":
      return [
        ...device(port),
        ...device({ driver: "virtio-blk-pci", bus: port.id, "write-cache": "on", ...common, ...errors }),
      ];
    case "nvme":
      return [...device(port), ...device({ driver: "nvme", bus: port.id, ...common })];
    case "ahci":
      return device({ driver: "ide-hd", bus: `ide.${ahciPort}`, ...common, ...errors });
    case "usb":
      return device({ driver: "usb-storage", bus: "xhci.0", ...common, ...errors });
  }
}

function bootOrder(bootIndex: number | null): DeviceProperties {
  return bootIndex === null ? {} : { bootindex: bootIndex };
}

function device(properties: DeviceProperties): string[] {
  return ["-device", JSON.stringify(properties)];
}
