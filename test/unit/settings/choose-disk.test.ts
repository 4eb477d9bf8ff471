import { describe, expect, test } from "vitest";
import type { Disk } from "../../../setup/facts/facts.ts";
import { checkMemory, chooseDisk, describeObstacle } from "../../../setup/settings/choose-disk.ts";
import { buildDisk, buildPartition, buildUnfinishedDisk } from "../../build-disk.ts";
import { buildFacts } from "../../build-facts.ts";

const gibibyte = 1024 ** 3;

/** `path`, `path (unfinished)`, or the codes with their key. */
function choose(disks: readonly Disk[], wanted: string | null = null): string {
  const { disk, unfinished, issues } = chooseDisk(buildFacts({ disks: [...disks] }), wanted);
  if (disk !== null && issues.length === 0) return `${disk.path}${unfinished ? " (unfinished)" : ""}`;
  expect(disk).toBeNull();
  expect(unfinished).toBe(false);
  return issues.map(({ code, key }) => (key === null ? code : `${code} ${key}`)).join(", ");
}

const a = buildDisk();
const b = buildDisk({ path: "/dev/sdb", serial: "S2", byId: "/dev/disk/by-id/ata-EXAMPLE_SSD_S2" });
const small = buildDisk({ path: "/dev/sdc", serial: "S3", byId: null, sizeBytes: 4e9 });
const full = buildDisk({
  path: "/dev/sdd",
  serial: "S4",
  byId: null,
  sizeBytes: 500e9,
  signatures: ["ext4"],
});
const stick = buildDisk({
  ...{ path: "/dev/sde", serial: "STICK", byId: null, signatures: ["gpt"], nonZero: true, removable: true },
  partitions: [buildPartition({ path: "/dev/sde2", partitionName: "CLAWDIE-SEED", fileSystem: "vfat" })],
});
const medium = buildDisk({ path: "/dev/sdf", usedBy: ["/run/clawdie/medium"] });

describe("without INSTALL_DISK", () => {
  test.each<readonly [string, readonly Disk[], string]>([
    ["the only empty disk is taken", [a], "/dev/sda"],
    ["a disk that holds data beside it is passed over", [full, a], "/dev/sda"],
    ["a small empty one beside it is passed over", [small, a], "/dev/sda"],
    ["sticks of ours are no candidates", [stick, a, medium], "/dev/sda"],
    ["an unfinished installation of ours is begun anew", [buildUnfinishedDisk()], "/dev/sda (unfinished)"],
    ["no disk at all", [], "disk.none"],
    ["nothing but the stick", [stick, medium], "disk.none"],
    ["no empty one", [full], "disk.none-empty"],
    ["two empty ones", [a, b], "disk.several-empty"],
    ["an unfinished one and an empty one", [buildUnfinishedDisk(), b], "disk.several-empty"],
    ["only a small one", [small], "disk.too-small"],
    ["a small one beside a full one", [full, small], "disk.too-small"],
  ])("%s", (_, disks, expected) => {
    expect(choose(disks)).toBe(expected);
  });

  test("the choice names path, serial, model and size, which are compared again before the first write", () => {
    expect(chooseDisk(buildFacts({ disks: [a] }), null).disk).toEqual({
      ...{ path: "/dev/sda", serial: "S1", model: "EXAMPLE SSD", sizeBytes: 64e9 },
    });
  });

  test("the smallest disk is an 8 GB one of any maker", () => {
    expect(choose([buildDisk({ sizeBytes: 7_900_000_000 })])).toBe("/dev/sda");
    expect(choose([buildDisk({ sizeBytes: 7_899_999_999 })])).toBe("disk.too-small");
  });

  test("figures are told: how many are empty, how large the largest is", () => {
    const hint = (disks: readonly Disk[]) =>
      chooseDisk(buildFacts({ disks: [...disks] }), null).issues[0]?.message;
    expect(hint([a, b])).toMatch(/^2 disks are empty/);
    expect(hint([buildDisk({ sizeBytes: 1e9 }), small])).toContain("4.0 GB");
  });
});

describe("what keeps a disk from being empty", () => {
  const unfinished = buildUnfinishedDisk();
  test.each<readonly [string, Disk, string]>([
    ["a mounted file system", buildDisk({ usedBy: ["/mnt"] }), "in use"],
    ["an imported pool", buildUnfinishedDisk({ usedBy: ["imported pool"] }), "in use"],
    ["a write-protect switch", buildDisk({ readOnly: true }), "read-only"],
    ["a signature on the whole disk", buildDisk({ signatures: ["LVM2_member"] }), "LVM2_member"],
    ["partitions with file systems, once each", withPartitions("ntfs", "ntfs", null), "ntfs gpt"],
    ["partitions without signatures", buildDisk({ partitions: [buildPartition()] }), "has partitions"],
    ["bytes without a known signature", buildDisk({ nonZero: true }), "not empty"],
    ["a finished box", { ...unfinished, bootCode: true }, "vfat zfs_member gpt PMBR"],
    ["our partitions, read-only", { ...unfinished, readOnly: true }, "read-only"],
    [
      "our partitions in another order",
      { ...unfinished, partitions: unfinished.partitions.toReversed() },
      "zfs_member vfat gpt PMBR",
    ],
    [
      "our partitions and one more",
      { ...unfinished, partitions: [...unfinished.partitions, buildPartition()] },
      "vfat zfs_member gpt PMBR",
    ],
  ])("%s", (_, disk, obstacle) => {
    expect(describeObstacle(disk)).toBe(obstacle);
    expect(choose([disk])).toBe("disk.none-empty");
    expect(choose([disk], disk.path)).toBe("disk.none-empty");
  });

  test("a stick is called one", () => {
    expect(describeObstacle(stick)).toBe("Clawdie stick");
    expect(describeObstacle(a)).toBeNull();
  });
});

function withPartitions(...fileSystems: readonly (string | null)[]): Disk {
  const partitions = fileSystems.map((fileSystem) => buildPartition({ fileSystem }));
  return buildDisk({ signatures: ["gpt"], partitions });
}

describe("INSTALL_DISK", () => {
  const key = "INSTALL_DISK";
  test.each<readonly [string, string, readonly Disk[], string]>([
    ["a serial number", "S2", [a, b], "/dev/sdb"],
    ["a stable path", "/dev/disk/by-id/ata-EXAMPLE_SSD_S1", [a, b], "/dev/sda"],
    ["a kernel path", "/dev/sdb", [a, b], "/dev/sdb"],
    ["a serial number nobody has", "S9", [a, b], `disk.not-found ${key}`],
    ["the stick's own serial number", "STICK", [a, stick], `disk.not-found ${key}`],
    ["a disk that holds data", "S4", [a, full], `disk.not-found-empty ${key}`],
    ["a disk that holds data, no other empty", "S4", [full], "disk.none-empty"],
    ["a small disk", "S3", [a, small], "disk.too-small"],
    ["two disks of one serial number", "S1", [a, { ...b, serial: "S1" }], `disk.several-empty ${key}`],
    ["an unfinished one by its serial", "S1", [buildUnfinishedDisk(), b], "/dev/sda (unfinished)"],
    ["no disks", "S1", [], "disk.none"],
    ["a size", ">=100GB", [a, { ...b, sizeBytes: 200e9 }], "/dev/sdb"],
    ["a size that only a full disk has", ">=100GB", [a, full], `disk.not-found-empty ${key}`],
    ["a size that none has", ">=1TB", [a, full], `disk.not-found ${key}`],
    ["a size that several have", ">=10GB", [a, b], `disk.several-empty ${key}`],
    ["a size below which only a small one is", "<8GB", [a, small], "disk.too-small"],
    ["smallest", "smallest", [{ ...a, sizeBytes: 65e9 }, b, full], "/dev/sdb"],
    ["smallest of those that are large enough", "smallest", [small, a], "/dev/sda"],
    ["largest of the empty ones", "largest", [full, a, { ...b, sizeBytes: 65e9 }], "/dev/sdb"],
    ["smallest with a tie", "smallest", [a, b], `disk.several-empty ${key}`],
    ["largest with a tie", "largest", [a, b, small], `disk.several-empty ${key}`],
    ["smallest where none is empty", "smallest", [full], "disk.none-empty"],
    ["smallest of one", "smallest", [a], "/dev/sda"],
  ])("%s", (_, wanted, disks, expected) => {
    expect(choose(disks, wanted)).toBe(expected);
  });
});

describe("memory", () => {
  test.each<readonly [number, readonly string[]]>([
    [16 * gibibyte, []],
    [1.75 * gibibyte, []],
    [1.75 * gibibyte - 1, ["machine.too-little-memory"]],
    [0.5 * gibibyte, ["machine.too-little-memory"]],
  ])("%d bytes", (memoryBytes, codes) => {
    expect(checkMemory(buildFacts({ memoryBytes })).map(({ code }) => code)).toEqual(codes);
  });

  test("the refusal tells both figures", () => {
    const [issue] = checkMemory(buildFacts({ memoryBytes: gibibyte }));
    expect(issue?.message).toMatch(/has 1\.0 GiB.*needs 2 GiB/);
  });
});
