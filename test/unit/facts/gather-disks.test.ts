import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { gatherDisks } from "../../../setup/facts/gather-disks.ts";
import { CommandError } from "../../../setup/issues/exceptions.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

const mebibyte = 1024 ** 2;

/** One device of `lsblk --json`. */
function block(path: string, overrides: Readonly<Record<string, unknown>> = {}) {
  return {
    ...{
      path,
      type: "disk",
      size: 64e9,
      model: "EXAMPLE SSD  ",
      serial: " S1 ",
      tran: "sata",
      rm: false,
      ro: false,
    },
    ...{ fstype: null, label: null, partlabel: null, mountpoints: [null] },
    ...overrides,
  };
}

interface Machine {
  readonly blocks: readonly ReturnType<typeof block>[];
  /** `wipefs --json` by device. */
  readonly signatures?: Readonly<Record<string, readonly string[]>>;
  /** `<device> <bytes> <skip>` that `cmp` finds different from zeros, or (2) cannot read. */
  readonly cmp?: Readonly<Record<string, 1 | 2>>;
  /** Output of `zpool list -v`; without it there is no pool program. */
  readonly zpool?: string;
  /** The program zpool is not installed at all. */
  readonly withoutZfs?: boolean;
  /** A disk that wipefs may not open. */
  readonly unreadable?: string;
  readonly root?: string;
}

async function gather({
  blocks,
  signatures = {},
  cmp = {},
  zpool,
  root,
  withoutZfs = false,
  unreadable,
}: Machine) {
  const { host } = buildScriptedHost((line) => {
    if (line.startsWith("lsblk ")) return JSON.stringify({ blockdevices: blocks });
    if (withoutZfs && line.startsWith("zpool ")) throw new CommandError("zpool list", null, "");
    if (line.startsWith("zpool ")) return zpool ?? 1;
    const [, wiped] = /^wipefs --json (\S+)$/.exec(line) ?? [];
    if (wiped !== undefined && wiped === unreadable) return 1;
    if (wiped !== undefined) {
      const types = signatures[wiped] ?? [];
      return types.length === 0 ? "" : JSON.stringify({ signatures: types.map((type) => ({ type })) });
    }
    const read = /^cmp --quiet --bytes=(\d+) --ignore-initial=(\d+):0 (\S+) \/dev\/zero$/.exec(line);
    if (read !== null) return cmp[`${read[3]} ${read[1]} ${read[2]}`] ?? 0;
    throw new Error(`not scripted: ${line}`);
  }, root);
  return gatherDisks(host);
}

test("a computer without ZFS has no pool open", async () => {
  const [disk] = await gather({ blocks: [block("/dev/sda")], withoutZfs: true });
  expect(disk?.usedBy).toEqual([]);
});

test("a disk that may not be looked at is not empty", async () => {
  const [disk] = await gather({ blocks: [block("/dev/sda")], unreadable: "/dev/sda" });
  expect(disk?.signatures).toEqual(["unreadable"]);
});

test("an empty disk has nothing on it and nothing that uses it", async () => {
  expect(await gather({ blocks: [block("/dev/sda")] })).toEqual([
    {
      ...{
        path: "/dev/sda",
        byId: null,
        model: "EXAMPLE SSD",
        serial: "S1",
        sizeBytes: 64e9,
        transport: "sata",
      },
      ...{ removable: false, readOnly: false, signatures: [], nonZero: false, bootCode: false },
      ...{ partitions: [], usedBy: [] },
    },
  ]);
});

test("what is no disk is left out: loops, discs, RAM disks, floppies, card readers without a card", async () => {
  const blocks = [
    block("/dev/loop0", { type: "loop" }),
    block("/dev/sr0", { type: "rom" }),
    block("/dev/zram0"),
    block("/dev/ram0"),
    block("/dev/fd0"),
    block("/dev/nbd0"),
    block("/dev/sdb", { size: 0, model: "Card Reader", rm: true }),
    block("/dev/mmcblk0"),
  ];
  expect((await gather({ blocks })).map(({ path }) => path)).toEqual(["/dev/mmcblk0"]);
});

test("names that say nothing are null", async () => {
  const [disk] = await gather({ blocks: [block("/dev/vda", { model: null, serial: "  ", tran: null })] });
  expect(disk).toMatchObject({ model: null, serial: null, transport: null });
});

test("partitions are told with label, name and file system", async () => {
  const part = block("/dev/sda1", {
    ...{ type: "part", size: 1e9, fstype: "vfat", label: "EFI", partlabel: "CLAWDIE-EFI" },
  });
  const [disk] = await gather({
    blocks: [block("/dev/sda", { children: [part] })],
    signatures: { "/dev/sda": ["gpt", "PMBR", "gpt"] },
  });
  expect(disk?.partitions).toEqual([
    { path: "/dev/sda1", sizeBytes: 1e9, label: "EFI", partitionName: "CLAWDIE-EFI", fileSystem: "vfat" },
  ]);
  expect(disk?.signatures).toEqual(["gpt", "PMBR"]);
});

describe("bytes", () => {
  const last = 64e9 - mebibyte;
  test.each<readonly [string, NonNullable<Machine["cmp"]>, object]>([
    ["in the first MiB", { [`/dev/sda ${mebibyte} 0`]: 1 }, { nonZero: true, bootCode: false }],
    ["in the last MiB", { [`/dev/sda ${mebibyte} ${last}`]: 1 }, { nonZero: true, bootCode: false }],
    ["in the boot sector's code", { "/dev/sda 440 0": 1 }, { nonZero: false, bootCode: true }],
    ["that cannot be read", { [`/dev/sda ${mebibyte} ${last}`]: 2 }, { nonZero: true }],
  ])("%s", async (_, cmp, expected) => {
    const [disk] = await gather({ blocks: [block("/dev/sda")], cmp });
    expect(disk).toMatchObject(expected);
  });

  test("a disk of less than a MiB is read from its beginning", async () => {
    const [disk] = await gather({ blocks: [block("/dev/sda", { size: 1000 })] });
    expect(disk?.nonZero).toBe(false);
  });
});

describe("what uses a disk", () => {
  const part = (overrides: object) => block("/dev/sda1", { type: "part", ...overrides });
  test.each<readonly [string, object, readonly string[]]>([
    ["itself mounted", { mountpoints: ["/mnt"] }, ["/mnt"]],
    ["a mounted partition", { children: [part({ mountpoints: ["/", "/home", null] })] }, ["/", "/home"]],
    ["a partition nobody uses", { children: [part({})] }, []],
    ["RAID on the disk", { children: [block("/dev/md0", { type: "raid1" })] }, ["raid1"]],
    [
      "LVM in encryption on a partition",
      {
        children: [
          part({
            children: [
              block("/dev/mapper/c", { type: "crypt", children: [block("/dev/mapper/v", { type: "lvm" })] }),
            ],
          }),
        ],
      },
      ["crypt", "lvm"],
    ],
  ])("%s", async (_, overrides, usedBy) => {
    const [disk] = await gather({ blocks: [block("/dev/sda", { ...overrides })] });
    expect(disk?.usedBy).toEqual(usedBy);
  });

  test("an imported pool, on the disk or on a partition of it, and on no other disk", async () => {
    const zpool = [
      "tank\t50G\t1G\t49G\t-\t-\t0%\t2%\t1.00x\tONLINE\t-",
      "\t/dev/sda3\t50G\t1G\t49G\t-\t-\t0%\t2%\t-\tONLINE",
      "\t/dev/sdb\t50G\t1G\t49G\t-\t-\t0%\t2%\t-\tONLINE\n",
    ].join("\n");
    const blocks = [
      block("/dev/sda", { children: [block("/dev/sda3", { type: "part", fstype: "zfs_member" })] }),
      block("/dev/sdb"),
      block("/dev/sdc", { children: [block("/dev/sdc3", { type: "part", fstype: "zfs_member" })] }),
    ];
    const disks = await gather({ blocks, zpool });
    expect(disks.map(({ usedBy }) => usedBy)).toEqual([["imported pool"], ["imported pool"], []]);
  });
});

test("the stable name is the first one that leads to the whole disk", async () => {
  const root = await buildTempRoot();
  const folder = join(root, "dev/disk/by-id");
  await mkdir(folder, { recursive: true });
  const links = {
    "wwn-0x5000": "../../sda",
    "ata-EXAMPLE_SSD_S1": "../../sda",
    "ata-EXAMPLE_SSD_S1-part1": "../../sda1",
    "nvme-OTHER": "../../nvme0n1",
  };
  for (const [name, target] of Object.entries(links)) await symlink(target, join(folder, name));
  const blocks = ["/dev/sda", "/dev/nvme0n1", "/dev/vda"].map((path) => block(path));
  expect((await gather({ blocks, root })).map(({ byId }) => byId)).toEqual([
    "/dev/disk/by-id/ata-EXAMPLE_SSD_S1",
    "/dev/disk/by-id/nvme-OTHER",
    null,
  ]);
});
