import { truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createDiskImage } from "../../iso/vm/disk-image.ts";
import type { BlockFault } from "../../iso/vm/machine-spec.ts";
import type { DiskOptions } from "../../iso/vm/resolve-machine.ts";
import { buildImage, diskKinds } from "../integration/disks/disk-images.ts";
import { poolOffset } from "./observe-disk.ts";
import type { Ending, Scenario } from "./scenario.ts";

const gibibyte = 1024 ** 3;
/** Far more than needed: other machines may run as well. */
const patience = 1500;

const refused: Omit<Ending, "codes" | "screen" | "stick"> = {
  ...{ state: "stopped", timeoutSeconds: patience, telegram: /^STOPPED/, untouched: true },
};
const refusal = (codes: readonly string[], ...words: readonly RegExp[]): Ending => ({
  ...{ ...refused, codes, screen: words.slice(0, 1) },
  stick: [/^STOPPED: Nothing was installed/, ...words],
});
const stepFailed = (step: RegExp): Ending => ({
  ...{ ...refused, untouched: false, screen: [step], stick: [/^STOPPED/, step] },
});
const installedAgain: Ending = {
  ...{ state: "installed", timeoutSeconds: 2 * patience, telegram: null, untouched: false },
  ...{ screen: [/clawdie: \[\d+\/\d+\] release-disk: done/], stick: [] },
};

/** A disk of this kind, as large as a real one. */
async function makeDisk(folder: string, kind: string): Promise<Partial<DiskOptions>> {
  const file = join(folder, "target.raw");
  const [make] = diskKinds[kind] ?? [];
  if (make === undefined) throw new Error(`no such kind of disk: ${kind}`);
  await writeFile(file, "");
  await truncate(file, 8 * gibibyte);
  await buildImage(file, make, 8 * gibibyte);
  return { file, format: "raw" };
}

async function makeEmptyDisk(folder: string, name: string, bytes: number): Promise<DiskOptions> {
  const file = join(folder, `${name}.raw`);
  await createDiskImage(file, "raw", bytes);
  return { file, format: "raw" };
}

/** Every write that touches this byte of the disk fails. */
const failAt = (offset: number, errorNumber: number): Pick<DiskOptions, "faults"> => {
  const fault: BlockFault = { operation: "write", errorNumber, sector: offset / 512, once: false };
  return { faults: [fault] };
};

const unpacking = /\] unpack-system: Copy/;

/** Cheap ones first: a refusal takes no more than a start from the stick. */
export const scenarios: readonly Scenario[] = [
  {
    name: "memory-1-gib",
    fault: "1 GiB of memory",
    minutes: 2,
    prepare: async () => ({ machine: { memoryMebibytes: 1024 } }),
    ends: refusal(["machine.too-little-memory"], /GiB of memory; Clawdie needs 2 GiB/),
  },
  {
    name: "disk-too-small",
    fault: "the only empty disk has 4 GiB",
    minutes: 2,
    prepare: async (folder) => ({ disk: await makeEmptyDisk(folder, "small", 4 * gibibyte) }),
    ends: refusal(["disk.too-small"], /needs a disk of 8 GB/),
  },
  {
    name: "two-disks",
    fault: "two empty disks",
    minutes: 2,
    prepare: async (folder) => {
      const second = await makeEmptyDisk(folder, "second", 8 * gibibyte);
      return { furtherDisks: [{ ...second, serial: "SECOND-EMPTY-DISK" }] };
    },
    ends: refusal(
      ["disk.several-empty"],
      /2 disks are empty, and Clawdie does not guess/,
      /SECOND-EMPTY-DISK/,
    ),
  },
  {
    name: "ntfs-disk",
    fault: "the only large disk holds Windows (NTFS)",
    minutes: 2,
    prepare: async (folder) => ({ disk: await makeDisk(folder, "NTFS in a partition") }),
    ends: refusal(["disk.none-empty"], /no disk here is empty/, /Windows \(NTFS\)/, /ERASE_DISK=/),
  },
  {
    name: "foreign-pool",
    fault: "the only large disk holds somebody else's pool, called zroot",
    minutes: 2,
    prepare: async (folder) => ({ disk: await makeDisk(folder, "ZFS, first label") }),
    ends: refusal(["disk.none-empty"], /no disk here is empty/, /ZFS pool, label "zroot"/),
  },
  {
    name: "disk-eio",
    fault: "EIO where the pool's label is to lie",
    minutes: 3,
    prepare: async () => ({ disk: failAt(poolOffset + 16 * 1024, 5) }),
    ends: stepFailed(/Take the disk/),
  },
  {
    name: "disk-enospc",
    fault: "ENOSPC (thin storage) in the boot partition",
    minutes: 3,
    prepare: async () => ({ disk: failAt(4096 * 512, 28) }),
    ends: stepFailed(/Take the disk/),
  },
  {
    name: "clock-1970",
    fault: "the clock says 1970",
    minutes: 5,
    prepare: async () => ({ machine: { rtcBase: "1970-01-01T00:00:00" } }),
    ends: { ...installedAgain, stick: [/^(WORKING|DONE|WAITING)/] },
  },
  {
    name: "clock-2038",
    fault: "the clock says 2038",
    minutes: 5,
    prepare: async () => ({ machine: { rtcBase: "2038-01-20T00:00:00" } }),
    ends: { ...installedAgain, stick: [/^(WORKING|DONE|WAITING)/] },
  },
  {
    name: "stick-pulled",
    fault: "the stick is pulled while the system is copied",
    minutes: 5,
    strike: { after: unpacking, act: ({ machine }) => machine.unplug("stick") },
    ends: { ...installedAgain, stick: null },
  },
  {
    name: "reset-while-copying",
    fault: "the reset button while the system is copied",
    minutes: 7,
    strike: { after: unpacking, act: ({ machine }) => machine.reset() },
    ends: { ...installedAgain, screen: [/an installation was cut short/, ...installedAgain.screen] },
  },
  {
    name: "kill-while-copying",
    fault: "QEMU killed while the system is copied, and started again",
    minutes: 7,
    strike: {
      after: unpacking,
      act: async ({ machine }) => {
        await machine.cutPower();
        await machine.start();
      },
    },
    ends: { ...installedAgain, screen: [/an installation was cut short/, ...installedAgain.screen] },
  },
  {
    name: "stick-left-in",
    fault: "an installed box starts with the stick still in",
    minutes: 12,
    fromInstalled: true,
    ends: {
      ...{ state: "ready", timeoutSeconds: 2 * patience, untouched: false },
      ...{ screen: [/firstboot|confirm-installation/], stick: [/^DONE/], telegram: /./ },
    },
  },
  {
    name: "cable-late",
    fault: "no cable and no address for the first five minutes (as slow DHCP)",
    minutes: 14,
    fromInstalled: true,
    prepare: async () => ({ machine: { linkDown: true } }),
    strike: { after: /"state":"waiting"/, act: ({ machine }) => machine.setLink("up") },
    ends: {
      ...{ state: "ready", timeoutSeconds: 2 * patience, untouched: false },
      ...{ screen: [/WAITING/], stick: [/^DONE/], telegram: /./ },
    },
  },
  {
    name: "no-nic",
    fault: "no network card",
    minutes: 12,
    fromInstalled: true,
    prepare: async () => ({ machine: { networkModel: "none" } }),
    ends: {
      ...{ state: "waiting", timeoutSeconds: 2 * patience, untouched: false, telegram: null },
      ...{ screen: [/WAITING/], stick: [/^WAITING/, /No network card was found in the box/] },
    },
  },
  {
    name: "dns-down",
    fault: "no name can be looked up",
    minutes: 12,
    fromInstalled: true,
    prepare: async () => ({ setup: withoutEndpoints }),
    ends: {
      ...{ state: "waiting", timeoutSeconds: 2 * patience, untouched: false, telegram: null },
      ...{ screen: [/WAITING/], stick: [/^WAITING/, /No name could be looked up/] },
    },
  },
  {
    name: "second-box",
    fault: "another box polls with the same bot token",
    minutes: 14,
    fromInstalled: true,
    strike: {
      after: /wait-for-clawdie-runtime/,
      act: async ({ telegram }) => telegram.setFault({ kind: "conflict" }),
    },
    ends: {
      ...{ state: "waiting", timeoutSeconds: 2 * patience, untouched: false, telegram: null },
      ...{
        screen: [/another program reads the messages/],
        stick: [/^WAITING/, /another program reads the messages/],
      },
    },
  },
];

/** The public services instead of the stand-ins: nobody answers for their names here. */
function withoutEndpoints(text: string): string {
  return text.replaceAll(/^(OPENROUTER_BASE_URL|TELEGRAM_API_ROOT)=.*\r?\n/gm, "");
}
