import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { gatherDisks } from "../../../setup/facts/gather-disks.ts";
import { CommandError } from "../../../setup/issues/exceptions.ts";
import { buildScriptedHost, type Script } from "../../build-scripted-host.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

/** One device of the machine's `lsblk --json`. */
function block(path: string, overrides: Readonly<Record<string, unknown>> = {}) {
  return { path, type: "disk", size: 64e9, rm: false, ro: false, mountpoints: [null], ...overrides };
}

interface Machine {
  readonly blocks: readonly ReturnType<typeof block>[];
  /** What `lsblk --nodeps` says of every disk. */
  readonly names?: Readonly<Record<string, unknown>>;
  /** Output of `zpool list -v`; without it there is no pool. */
  readonly zpool?: string;
  /** Answers before the others: a number is an exit code, null a command that had to be ended. */
  readonly special?: (line: string) => string | number | null | undefined;
  readonly root?: string;
  readonly now?: () => Date;
  /** Is given the time limit of each command that has one. */
  readonly limits?: unknown[];
}

const names = { model: "EXAMPLE SSD  ", serial: " S1 ", wwn: "0x5000", tran: "sata" };

async function gather({ blocks, special, zpool, root, now, limits = [], ...machine }: Machine) {
  const answer: Script = (line) => {
    const first = special?.(line);
    if (first === null) throw new CommandError(line, null, "");
    if (first !== undefined) return first;
    if (line.startsWith("lsblk --json --bytes --nodeps ")) {
      return JSON.stringify({ blockdevices: [{ ...(machine.names ?? names), size: 64e9 }] });
    }
    if (line.startsWith("lsblk ")) return JSON.stringify({ blockdevices: blocks });
    if (line.startsWith("zpool ")) return zpool ?? 1;
    if (line.startsWith("udevadm settle")) return "";
    if (line.startsWith("wipefs --json ")) return "";
    if (line.startsWith("sfdisk --json ")) return 1;
    const length = /^dd if=.* count=(\d+) /.exec(line)?.[1];
    if (length !== undefined) return "\0".repeat(Number(length));
    throw new Error(`not scripted: ${line}`);
  };
  const { host, lines } = buildScriptedHost(answer, root);
  const run: typeof host.run = (command, args, options) => {
    if (options?.timeoutSeconds !== undefined) limits.push(options.timeoutSeconds);
    return host.run(command, args, options);
  };
  return { disks: await gatherDisks({ ...host, run, ...(now === undefined ? {} : { now }) }), lines };
}

test("an empty disk has nothing on it and nothing that uses it", async () => {
  const { disks } = await gather({ blocks: [block("/dev/sda")] });
  expect(disks).toEqual([
    {
      ...{ path: "/dev/sda", names: [], model: "EXAMPLE SSD", serial: "S1", wwn: "0x5000", sizeBytes: 64e9 },
      ...{ transport: "sata", removable: false, readOnly: false, unreadable: null, signatures: [] },
      ...{
        label: null,
        nonZero: false,
        bootCode: false,
        claim: null,
        partitions: [],
        usedBy: [],
        installation: null,
      },
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
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
    block("/dev/mmcblk0boot0"),
    block("/dev/sdb", { size: 0, rm: true }),
    block("/dev/mmcblk0"),
  ];
  expect((await gather({ blocks })).disks.map(({ path }) => path)).toEqual(["/dev/mmcblk0"]);
});

test("names that say nothing are null", async () => {
  const nothing = { model: null, serial: "  ", wwn: null, tran: null };
  const { disks } = await gather({ blocks: [block("/dev/vda")], names: nothing });
  expect(disks[0]).toMatchObject({ model: null, serial: null, wwn: null, transport: null });
});

test("a computer without ZFS and without udev has no pool open and nothing to wait for", async () => {
  const special = (line: string) => (/^(zpool|udevadm) /.test(line) ? null : undefined);
  const { disks } = await gather({ blocks: [block("/dev/sda")], special });
  expect(disks[0]?.usedBy).toEqual([]);
});

test("listing the disks asks for nothing that would make lsblk open one", async () => {
  const { lines } = await gather({ blocks: [block("/dev/sda")] });
  const listing = lines.find((line) => line.startsWith("lsblk") && !line.includes("--nodeps"));
  expect(listing).toBe("lsblk --json --bytes --output PATH,TYPE,SIZE,RM,RO,MOUNTPOINTS");
});

describe("a disk that cannot be looked at", () => {
  const blocks = [block("/dev/sda"), block("/dev/sdb")];
  test.each<readonly [string, number | null, string]>([
    ["does not answer", null, "no answer within 40 s"],
    ["answers with errors", 1, "it could not be read"],
  ])(
    "%s: it is listed with the reason, is not empty, and the others are looked at",
    async (_, answer, reason) => {
      const special = (line: string) => (/^(dd|wipefs) .*\/dev\/sda\b/.test(line) ? answer : undefined);
      const { disks, lines } = await gather({ blocks, special });
      const dying = { unreadable: reason, nonZero: true, contentHash: "", serial: "S1" };
      expect(disks).toMatchObject([dying, { unreadable: null, nonZero: false }]);
      expect(lines.filter((line) => line.startsWith("dd if=/dev/sda "))).toHaveLength(1);
    },
  );

  test("not even by name: it is listed without one", async () => {
    const special = (line: string) => (line.includes("--nodeps") ? null : undefined);
    const { disks } = await gather({ blocks: [block("/dev/sda")], special });
    expect(disks[0]).toMatchObject({ serial: null, model: null, sizeBytes: 64e9 });
  });
});

describe("what uses a disk", () => {
  const part = (overrides: object) => block("/dev/sda1", { type: "part", ...overrides });
  test.each<readonly [string, object, readonly string[]]>([
    ["itself mounted", { mountpoints: ["/mnt"] }, ["/mnt"]],
    ["swap", { mountpoints: ["[SWAP]"] }, ["[SWAP]"]],
    ["a mounted partition", { children: [part({ mountpoints: ["/", "/home", null] })] }, ["/", "/home"]],
    ["a partition nobody uses", { children: [part({})] }, []],
    ["RAID on the disk", { children: [block("/dev/md0", { type: "raid1" })] }, ["raid1"]],
    ["a cache on the disk, which looks like a disk", { children: [block("/dev/bcache0")] }, ["disk"]],
    ["two paths to it", { children: [block("/dev/mapper/mpatha", { type: "mpath" })] }, ["mpath"]],
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
    const { disks } = await gather({ blocks: [block("/dev/sda", { ...overrides })] });
    expect(disks[0]?.usedBy).toEqual(usedBy);
  });

  test("an imported pool, on the disk or on a partition of it, and on no other disk", async () => {
    const zpool = [
      "tank\t50G\t1G\t49G\t-\t-\t0%\t2%\t1.00x\tONLINE\t-",
      "\t/dev/sda3\t50G\t1G\t49G\t-\t-\t0%\t2%\t-\tONLINE",
      "\t/dev/sdb\t50G\t1G\t49G\t-\t-\t0%\t2%\t-\tONLINE\n",
    ].join("\n");
    const blocks = [
      block("/dev/sda", { children: [block("/dev/sda3", { type: "part" })] }),
      block("/dev/sdb"),
      block("/dev/sdc", { children: [block("/dev/sdc3", { type: "part" })] }),
    ];
    const { disks } = await gather({ blocks, zpool });
    expect(disks.map(({ usedBy }) => usedBy)).toEqual([["imported pool"], ["imported pool"], []]);
  });
});

test("all stable names of the whole disk are kept: model and serial, wwn, place", async () => {
  const root = await buildTempRoot();
  const links = {
    "by-id/wwn-0x5000": "../../sda",
    "by-id/ata-EXAMPLE_SSD_S1": "../../sda",
    "by-id/ata-EXAMPLE_SSD_S1-part1": "../../sda1",
    "by-id/nvme-OTHER": "../../nvme0n1",
    "by-path/pci-0000:00:1f.2-ata-1": "../../sda",
  };
  for (const [name, target] of Object.entries(links)) {
    const link = join(root, "dev/disk", name);
    await mkdir(join(link, ".."), { recursive: true });
    await symlink(target, link);
  }
  const blocks = ["/dev/sda", "/dev/nvme0n1", "/dev/vda"].map((path) => block(path));
  const { disks } = await gather({ blocks, root });
  expect(disks.map((disk) => disk.names)).toEqual([
    [
      "/dev/disk/by-id/ata-EXAMPLE_SSD_S1",
      "/dev/disk/by-id/wwn-0x5000",
      "/dev/disk/by-path/pci-0000:00:1f.2-ata-1",
    ],
    ["/dev/disk/by-id/nvme-OTHER"],
    [],
  ]);
});

test("a disk that answers each question a little too slowly does not take a multiple of the time", async () => {
  let clock = 0;
  const special = (line: string) => {
    if (/^(dd|wipefs|sfdisk) /.test(line)) clock += 15_003;
    return undefined;
  };
  const limits: unknown[] = [];
  const now = () => new Date(clock);
  const { disks, lines } = await gather({ blocks: [block("/dev/sda")], special, now, limits });
  // Whole seconds: a part of a millisecond is refused where commands are run.
  expect(limits.every(Number.isInteger)).toBe(true);
  expect(disks[0]?.unreadable).toBe("no answer within 40 s");
  expect(lines.filter((line) => /^(dd|wipefs|sfdisk) /.test(line))).toHaveLength(3);
});
