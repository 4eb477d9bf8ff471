import { join } from "node:path";
import { findFreePort } from "./find-free-port.ts";
import type {
  Acceleration,
  BlockFault,
  DirectKernel,
  DiskInterface,
  Firmware,
  GuestForward,
  HostForward,
  MachineSpec,
  NetworkSpec,
} from "./machine-spec.ts";

/** What a caller may say about a machine; everything else has a default. */
export interface MachineOptions {
  readonly name?: string;
  /** Default uefi. */
  readonly firmware?: Firmware;
  /** Default tcg; ask `detectAcceleration` for what this host can do. */
  readonly acceleration?: Acceleration;
  /** Default false. Makes what the guest did comparable on a host that is fast one minute and slow the next. */
  readonly countInstructions?: boolean;
  /**
   * Default false. Start QEMU anew whenever the guest restarts: emulated, it is ready a minute sooner than when loader
   * and kernel are written over memory that was translated before. Not done while a write log is kept: it would begin anew.
   */
  readonly restartAnew?: boolean;
  /** Default 2048. */
  readonly memoryMebibytes?: number;
  /** Default 2. */
  readonly cpus?: number;
  readonly disks?: readonly DiskOptions[];
  readonly stick?: { readonly file: string; readonly serial?: string; readonly bootIndex?: number | null };
  readonly cdrom?: { readonly file: string; readonly bootIndex?: number };
  readonly networkModel?: NetworkSpec["model"];
  readonly macAddress?: string;
  /** Default true: only the forwards are reachable. */
  readonly restricted?: boolean;
  /** Default: a free port. null: no SSH forward. */
  readonly sshPort?: number | null;
  readonly hostForwards?: readonly HostForward[];
  readonly guestForwards?: readonly GuestForward[];
  readonly rtcBase?: string;
  readonly uuid?: string;
  readonly kernel?: DirectKernel;
  /** Keep the UEFI variables in this file; default: as long as the object lives. Made when missing. */
  readonly uefiVariables?: string;
  /** Copy of the serial port with times; default: none. */
  readonly serialLog?: string;
  /** The network cable is out at power-on. */
  readonly linkDown?: boolean;
  readonly extraArgs?: readonly string[];
}

export interface DiskOptions {
  readonly file: string;
  /** Default: "disk0", "disk1"… */
  readonly id?: string;
  readonly format?: "qcow2" | "raw";
  readonly interface?: DiskInterface;
  readonly serial?: string;
  readonly bootIndex?: number | null;
  readonly cache?: "unsafe" | "writeback";
  readonly writeLog?: string;
  readonly faults?: readonly BlockFault[];
}

/**
 * Fill in every default. A stick boots first, then the CD, then the disks: the worst case for "the stick may stay in".
 * Boot index 0 is left to a kernel that is booted directly: QEMU takes it.
 */
export async function resolveMachine(options: MachineOptions, folder: string): Promise<MachineSpec> {
  const { stick, cdrom } = options;
  return {
    name: options.name ?? "clawdie",
    firmware: options.firmware ?? "uefi",
    acceleration: options.acceleration ?? "tcg",
    countInstructions: options.countInstructions ?? false,
    restartAnew:
      (options.restartAnew ?? false) && !options.disks?.some(({ writeLog }) => writeLog !== undefined),
    memoryMebibytes: options.memoryMebibytes ?? 2048,
    cpus: options.cpus ?? 2,
    disks: (options.disks ?? []).map(resolveDisk),
    stick: stick === undefined ? null : { serial: "CLAWDIE-STICK", bootIndex: 1, ...stick },
    cdrom: cdrom === undefined ? null : { bootIndex: 2, ...cdrom },
    network: {
      model: options.networkModel ?? "virtio-net-pci",
      macAddress: options.macAddress ?? "52:54:00:c1:a0:01",
      restricted: options.restricted ?? true,
      sshPort: options.sshPort === undefined ? await findFreePort() : options.sshPort,
      hostForwards: options.hostForwards ?? [],
      guestForwards: options.guestForwards ?? [],
    },
    rtcBase: options.rtcBase ?? "utc",
    uuid: options.uuid ?? null,
    kernel: options.kernel ?? null,
    qmpSocket: join(folder, "qmp"),
    uefiVariables: options.uefiVariables ?? join(folder, "uefi-variables.fd"),
    extraArguments: options.extraArgs ?? [],
  };
}

function resolveDisk(disk: DiskOptions, index: number): MachineSpec["disks"][number] {
  return {
    file: disk.file,
    id: disk.id ?? `disk${index}`,
    format: disk.format ?? "qcow2",
    interface: disk.interface ?? "virtio",
    serial: disk.serial ?? `CLAWDIE-DISK-${index}`,
    bootIndex: disk.bootIndex === undefined ? index + 3 : disk.bootIndex,
    cache: disk.cache ?? "unsafe",
    writeLog: disk.writeLog ?? null,
    faults: disk.faults ?? [],
  };
}
