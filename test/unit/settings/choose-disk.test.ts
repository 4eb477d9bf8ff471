import { describe, expect, test } from "vitest";
import type { Disk } from "../../../setup/facts/facts.ts";
import { checkMemory, chooseDisk } from "../../../setup/settings/choose-disk.ts";
import { buildEraseCode } from "../../../setup/settings/erase-code.ts";
import { describeObstacle } from "../../../setup/settings/judge-disk.ts";
import { seeDisks } from "../../../setup/settings/see-disks.ts";
import { buildDisk, buildPartition, buildUnfinishedDisk, buildWindowsDisk } from "../../build-disk.ts";
import { buildFacts } from "../../build-facts.ts";

const gibibyte = 1024 ** 3;

/** `path`, `path (basis)` when it is not empty, or the codes with their key. */
function choose(disks: readonly Disk[], wanted: string | null = null, code: string | null = null): string {
  const facts = buildFacts({ disks: [...disks] });
  const { disk, consent, issues } = chooseDisk(facts, { INSTALL_DISK: wanted, ERASE_DISK: code });
  if (disk === null) {
    expect(consent).toBeNull();
    return issues.map(({ code: name, key }) => (key === null ? name : `${name} ${key}`)).join(", ");
  }
  expect(issues).toEqual([]);
  expect(consent).toMatchObject({ serial: disk.serial, sizeBytes: disk.sizeBytes, code });
  return consent.basis === "empty" ? disk.path : `${disk.path} (${consent.basis})`;
}

const noWish = { INSTALL_DISK: null, ERASE_DISK: null };
const a = buildDisk();
const b = buildDisk({ path: "/dev/sdb", serial: "S2", names: ["/dev/disk/by-id/ata-EXAMPLE_SSD_S2"] });
const small = buildDisk({ path: "/dev/sdc", serial: "S3", names: [], sizeBytes: 4e9 });
const full = buildDisk({
  path: "/dev/sdd",
  serial: "S4",
  names: [],
  sizeBytes: 500e9,
  signatures: ["ext4"],
});
const twins = [a, { ...a, path: "/dev/sdm" }].map((disk) => ({ ...disk, wwn: "0x5" }));
const taken = buildDisk({
  signatures: ["ntfs"],
  claim: {
    ...{ installId: "1".repeat(16), code: null },
    clearing: { contentHash: buildDisk().contentHash, signatures: ["ntfs"] },
  },
});
const stick = buildDisk({
  ...{ path: "/dev/sde", serial: "STICK", names: [], signatures: ["gpt"], nonZero: true, removable: true },
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
    ["the only one holds data", [full], "disk.holds-data ERASE_DISK"],
    [
      "none of two is empty",
      [full, { ...full, path: "/dev/sdx", serial: "S9" }],
      "disk.none-empty ERASE_DISK",
    ],
    ["two empty ones", [a, b], "disk.several-empty"],
    ["an unfinished one and an empty one", [buildUnfinishedDisk(), b], "disk.several-empty"],
    ["only a small one", [small], "disk.too-small"],
    ["a small one beside a full one", [full, small], "disk.too-small"],
  ])("%s", (_, disks, expected) => {
    expect(choose(disks)).toBe(expected);
  });

  test("the choice names path, serial, model and size, which are compared again before the first write", () => {
    expect(chooseDisk(buildFacts({ disks: [a] }), noWish).disk).toEqual({
      ...{ path: "/dev/sda", serial: "S1", model: "EXAMPLE SSD", sizeBytes: 64e9 },
    });
  });

  test("the smallest disk is an 8 GB one of any maker", () => {
    expect(choose([buildDisk({ sizeBytes: 7_900_000_000 })])).toBe("/dev/sda");
    expect(choose([buildDisk({ sizeBytes: 7_899_999_999 })])).toBe("disk.too-small");
  });

  test("figures are told: how many are empty, how large the largest is", () => {
    const hint = (disks: readonly Disk[]) =>
      chooseDisk(buildFacts({ disks: [...disks] }), noWish).issues[0]?.message;
    expect(hint([a, b])).toMatch(/^2 disks are empty/);
    expect(hint([buildDisk({ sizeBytes: 1e9 }), small])).toContain("4.0 GB");
  });
});

describe("what keeps a disk from being empty", () => {
  const unfinished = buildUnfinishedDisk();
  const [bios, esp, pool] = unfinished.partitions;
  test.each<readonly [string, Disk, string, "not-usable" | "holds-data"]>([
    ["a mounted file system", buildDisk({ usedBy: ["/mnt"] }), "in use", "not-usable"],
    ["an imported pool", buildUnfinishedDisk({ usedBy: ["imported pool"] }), "in use", "not-usable"],
    ["a write-protect switch", buildDisk({ readOnly: true }), "read-only", "not-usable"],
    ["our partitions, read-only", { ...unfinished, readOnly: true }, "read-only", "not-usable"],
    [
      "no answer",
      buildDisk({ unreadable: "no answer within 20 s", contentHash: "" }),
      "could not be read: no answer within 20 s",
      "not-usable",
    ],
    [
      "a signature on the whole disk",
      buildDisk({ signatures: ["LVM2_member"] }),
      "Linux (LVM)",
      "holds-data",
    ],
    ["partitions with file systems", withPartitions("ntfs", "ntfs", null), "Windows (NTFS)", "holds-data"],
    [
      "a partition without signatures",
      buildDisk({ partitions: [buildPartition()] }),
      "one partition of an unknown kind",
      "holds-data",
    ],
    [
      "bytes without a known signature",
      buildDisk({ nonZero: true }),
      "data of an unknown kind",
      "holds-data",
    ],
    ["a finished box", { ...unfinished, claim: null, bootCode: true }, "ZFS pool, FAT", "holds-data"],
    ["a disk that was taken while nothing of it was gone yet", taken, "Windows (NTFS)", "holds-data"],
    ["our partitions without our mark", { ...unfinished, claim: null }, "ZFS pool, FAT", "holds-data"],
    [
      "our partitions in another order",
      { ...unfinished, partitions: unfinished.partitions.toReversed() },
      "ZFS pool, FAT",
      "holds-data",
    ],
    [
      "our partitions and one more",
      { ...unfinished, partitions: [...unfinished.partitions, buildPartition()] },
      "ZFS pool, FAT",
      "holds-data",
    ],
    [
      "another system's data in our partition",
      { ...unfinished, partitions: [bios, esp, { ...pool, fileSystem: "ext4" }] as Disk["partitions"] },
      "Linux (ext4), FAT",
      "holds-data",
    ],
    [
      "our mark below another system's file system",
      { ...unfinished, partitions: [], signatures: ["LVM2_member"] },
      "Linux (LVM)",
      "holds-data",
    ],
  ])("%s", (_, disk, obstacle, problem) => {
    expect(describeObstacle(disk)).toBe(obstacle);
    const [key, named] = problem === "holds-data" ? [" ERASE_DISK", " ERASE_DISK"] : ["", " INSTALL_DISK"];
    expect(choose([disk])).toBe(`disk.${problem}${key}`);
    expect(choose([disk], disk.path)).toBe(`disk.${problem}${named}`);
  });

  test("a stick is called one", () => {
    expect(describeObstacle(stick)).toBe("Clawdie stick");
    expect(describeObstacle(a)).toBeNull();
  });

  test("a disk whose clearing has begun is begun anew, with the signatures that were about to go", () => {
    expect(choose([{ ...taken, contentHash: "f".repeat(64) }])).toBe("/dev/sda (unfinished)");
    const later = { ...taken, contentHash: "f".repeat(64), signatures: ["ext4"] };
    expect(choose([later])).toBe("disk.holds-data ERASE_DISK");
  });

  test("a disk claimed by us with nothing else on it is begun anew, whatever the cut left of the table", () => {
    const torn = buildUnfinishedDisk({ partitions: [], signatures: ["gpt"] });
    expect(choose([torn])).toBe("/dev/sda (unfinished)");
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
    ["D03 a serial number nobody has", "S9", [a, b], `disk.not-found ${key}`],
    ["the stick's own serial number", "STICK", [a, stick], `disk.not-found ${key}`],
    ["a disk that holds data", "S4", [a, full], "disk.holds-data ERASE_DISK"],
    ["a disk that holds data, no other empty", "S4", [full], "disk.holds-data ERASE_DISK"],
    ["a small disk", "S3", [a, small], "disk.too-small"],
    ["two disks of one serial number", "S1", [a, { ...b, serial: "S1" }], `disk.several-empty ${key}`],
    ["an unfinished one by its serial", "S1", [buildUnfinishedDisk(), b], "/dev/sda (unfinished)"],
    ["no disks", "S1", [], "disk.none"],
    ["a size", ">=100GB", [a, { ...b, sizeBytes: 200e9 }], "/dev/sdb"],
    ["a size that only a full disk has", ">=100GB", [a, full], "disk.holds-data ERASE_DISK"],
    [
      "a size that two full disks have",
      ">=100GB",
      [a, full, { ...full, path: "/dev/sdx" }],
      `disk.not-found-empty ${key}`,
    ],
    ["a size that none has", ">=1TB", [a, full], `disk.not-found ${key}`],
    ["a size that several have", ">=10GB", [a, b], `disk.several-empty ${key}`],
    ["a size below which only a small one is", "<8GB", [a, small], "disk.too-small"],
    ["smallest", "smallest", [{ ...a, sizeBytes: 65e9 }, b, full], "/dev/sdb"],
    ["smallest of those that are large enough", "smallest", [small, a], "/dev/sda"],
    ["largest of the empty ones", "largest", [full, a, { ...b, sizeBytes: 65e9 }], "/dev/sdb"],
    ["smallest with a tie", "smallest", [a, b], `disk.several-empty ${key}`],
    ["largest with a tie", "largest", [a, b, small], `disk.several-empty ${key}`],
    ["smallest where none is empty", "smallest", [full], "disk.holds-data ERASE_DISK"],
    ["the world-wide name", "wwn-0x5000000000000001", [a, b], "/dev/sda"],
    ["a disk in use", "S1", [{ ...a, usedBy: ["raid1"] }, b], `disk.not-usable ${key}`],
    ["a disk seen on two paths", "S1", twins, `disk.not-usable ${key}`],
    ["smallest of one", "smallest", [a], "/dev/sda"],
  ])("%s", (_, wanted, disks, expected) => {
    expect(choose(disks, wanted)).toBe(expected);
  });
});

describe("ERASE_DISK", () => {
  const facts = (disks: readonly Disk[]) => buildFacts({ disks: [...disks] });
  const codeOf = (disk: Disk, disks: readonly Disk[] = [disk]) => buildEraseCode(facts(disks), disk) ?? "";
  const windows = buildWindowsDisk();
  const other = buildWindowsDisk({ path: "/dev/sdb", serial: "S2", contentHash: "f".repeat(64) });
  const code = codeOf(windows);

  test("the code of the only disk is consent", () => {
    expect(choose([windows], null, code)).toBe("/dev/sda (erase-code)");
  });

  test("among several disks with data the code alone names its disk, in any order and under any kernel name", () => {
    expect(choose([other, windows], null, code)).toBe("/dev/sda (erase-code)");
    expect(choose([{ ...windows, path: "/dev/sdq" }, other], null, code)).toBe("/dev/sdq (erase-code)");
  });

  test("it wins over an empty disk: it was typed on purpose", () => {
    expect(choose([windows, b], null, code)).toBe("/dev/sda (erase-code)");
  });

  test("INSTALL_DISK may name the same disk, and nothing is done when it names another", () => {
    expect(choose([windows, b], "S1", code)).toBe("/dev/sda (erase-code)");
    expect(choose([windows, b], "S2", code)).toBe("disk.keys-disagree INSTALL_DISK");
  });

  test("it works once: after an installation the content is another", () => {
    const installed = { ...windows, contentHash: "a".repeat(64) };
    expect(choose([installed], null, code)).toBe("disk.erase-code-old ERASE_DISK");
  });

  test("an installation that was cut short with this code goes on by itself, and one with another does not", () => {
    const begun = buildUnfinishedDisk({ claim: { installId: "1".repeat(16), code, clearing: null } });
    expect(choose([begun, b], null, code)).toBe("/dev/sda (unfinished)");
    expect(choose([buildUnfinishedDisk(), b], null, code)).toMatch(/^disk\.erase-code-/);
  });

  test.each<readonly [string, Partial<Disk>]>([
    ["in use", { usedBy: ["/mnt"] }],
    ["read-only", { readOnly: true }],
    ["too small", { sizeBytes: 4e9 }],
  ])("a disk that is %s has no code, and the right one would not help", (_, overrides) => {
    const disk = { ...windows, ...overrides };
    expect(seeDisks(facts([disk]))[0]?.eraseCode).toBeNull();
    expect(choose([disk], null, codeOf(disk))).toMatch(/^disk\.erase-code-unneeded/);
  });

  test("copies of one disk that cannot be told apart are both kept", () => {
    expect(choose([windows, { ...windows, path: "/dev/sdb" }], null, code)).toBe(
      "disk.erase-code-several ERASE_DISK",
    );
  });

  test("a stick of ours never has a code", () => {
    expect(choose([stick], null, codeOf(stick))).toMatch(/^disk\.erase-code-/);
  });

  test("the refusal of an old code names the disk, what is on it now, and the new code", () => {
    const changed = { ...windows, contentHash: "a".repeat(64) };
    const { issues } = chooseDisk(facts([changed]), { INSTALL_DISK: null, ERASE_DISK: code });
    expect(issues[0]?.message).toContain("/dev/sda (EXAMPLE SSD, serial S1, 64.0 GB)");
    expect(issues[0]?.message).toContain('Windows (NTFS), FAT, labels "SYSTEM", "Windows"');
    expect(issues[0]?.hint).toContain(`ERASE_DISK=${codeOf(changed)}`);
  });

  test("a code of another computer, and one of a disk that is gone, are called so", () => {
    const elsewhere = { ...facts([windows]), machine: { vendor: null, model: null, identity: "another" } };
    const foreign = buildEraseCode(elsewhere, windows);
    expect(choose([windows], null, foreign)).toBe("disk.erase-code-other-computer ERASE_DISK");
    expect(choose([other], null, code)).toBe("disk.erase-code-other-disk ERASE_DISK");
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
