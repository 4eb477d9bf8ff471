/** What a virtual machine is made of, with every choice made: the input of `buildQemuArguments`. */
export interface MachineSpec {
  readonly name: string;
  readonly firmware: Firmware;
  readonly acceleration: Acceleration;
  /** The guest's clock counts its instructions, 2 ns each, instead of time; emulated only, and slower. */
  readonly countInstructions: boolean;
  /** A restart of the guest ends QEMU, and a new one goes on as the same machine. */
  readonly restartAnew: boolean;
  readonly memoryMebibytes: number;
  readonly cpus: number;
  readonly disks: readonly DiskSpec[];
  readonly stick: StickSpec | null;
  /** ISO image in the CD drive, and its place in the boot order. */
  readonly cdrom: { readonly file: string; readonly bootIndex: number } | null;
  readonly network: NetworkSpec;
  /** Clock at power-on: "utc", or an ISO 8601 date and time without zone, such as "1970-01-01T00:00:00". */
  readonly rtcBase: string;
  /** DMI system UUID, for tests that tell one machine from another. */
  readonly uuid: string | null;
  /** Boot this kernel directly instead of what is on the disks. */
  readonly kernel: DirectKernel | null;
  /** Unix socket of the control connection; at most 107 bytes. */
  readonly qmpSocket: string;
  /** This machine's own copy of the UEFI variables; unused under BIOS. */
  readonly uefiVariables: string;
  readonly extraArguments: readonly string[];
}

export type Firmware = "uefi" | "bios";
export type Acceleration = "kvm" | "tcg";
export type DiskInterface = "virtio" | "ahci" | "nvme" | "usb";

export interface DiskSpec {
  /** Name for `unplug`, and the stem of the node names: letters, digits and dashes. */
  readonly id: string;
  readonly file: string;
  readonly format: "qcow2" | "raw";
  readonly interface: DiskInterface;
  /** What the guest sees as the serial number; at most 20 characters. */
  readonly serial: string;
  readonly bootIndex: number | null;
  /** `unsafe` drops the guest's flushes: fast, and the host's page cache outlives QEMU. */
  readonly cache: "unsafe" | "writeback";
  /** Record every write and flush into this raw file (`blklogwrites`), to replay a power cut. */
  readonly writeLog: string | null;
  /** Errors the guest is to see (`blkdebug`), always active from power-on. */
  readonly faults: readonly BlockFault[];
}

export interface BlockFault {
  readonly operation: "read" | "write" | "write-zeroes" | "discard" | "flush";
  /** errno on the host: 5 is EIO, 28 is ENOSPC. */
  readonly errorNumber: number;
  /** Only requests that touch this 512-byte sector; null for all. */
  readonly sector: number | null;
  /** Fail once, then work. */
  readonly once: boolean;
}

/** A USB stick from a raw image; the guest may write to it. */
export interface StickSpec {
  readonly file: string;
  readonly serial: string;
  readonly bootIndex: number | null;
}

export interface NetworkSpec {
  /** "none": a computer without a network card. */
  readonly model: "virtio-net-pci" | "e1000e" | "none";
  readonly macAddress: string;
  /** true: the guest reaches nothing but the forwards below. */
  readonly restricted: boolean;
  /** Port on 127.0.0.1 of the host that leads to the guest's port 22; null for none. */
  readonly sshPort: number | null;
  readonly hostForwards: readonly HostForward[];
  readonly guestForwards: readonly GuestForward[];
}

/** A host port on 127.0.0.1 that leads into the guest. */
export interface HostForward {
  readonly hostPort: number;
  readonly guestPort: number;
}

/** An address the guest sees (inside 10.0.2.0/24) that leads to a server of the host; any number of connections at once. */
export interface GuestForward {
  readonly guestAddress: string;
  readonly guestPort: number;
  readonly hostAddress: string;
  readonly hostPort: number;
}

export interface DirectKernel {
  readonly kernel: string;
  readonly initramfs: string;
  readonly commandLine: string;
}

/** Name of the network card on the QEMU side, for link changes. */
export const networkCardId = "nic0";
/** Name of the stick's device and block node. */
export const stickId = "stick";
