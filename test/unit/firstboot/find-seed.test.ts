import { open } from "node:fs/promises";
import { expect, test, vi } from "vitest";
import { findSeed } from "../../../firstboot/find-seed.ts";
import { buildSeedWorld, type SeedWorld, type Stick } from "./build-seed-world.ts";
import {
  makeExt4Image,
  makeFatImage,
  makeIsoImage,
  makeNtfsImage,
  makeOtherImage,
  putOnFat,
} from "./make-volume-images.ts";

// Each look starts real programs, which takes its time on a busy computer.
vi.setConfig({ testTimeout: 120_000 });

const good = "TELEGRAM_ADMIN_ID=1\n";
const boot = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B";

function seed(image: string, overrides: Partial<Stick> = {}): Stick {
  return { device: "/dev/sdb1", image, ...overrides };
}

async function find(world: SeedWorld) {
  const { bytes, issues } = await findSeed(world.host);
  return {
    text: bytes === null ? null : Buffer.from(bytes).toString("utf8"),
    codes: issues.map(({ code }) => code),
    said: issues.map(({ message }) => message).join("\n"),
  };
}

test("the file of the one seed is read, and nothing is said", async () => {
  const world = await buildSeedWorld(seed(makeFatImage({ "setup.txt": good })));
  expect(await find(world)).toEqual({ text: good, codes: [], said: "" });
  expect(world.lines.filter((line) => /rw,/.test(line))).toEqual([]);
});

test("F01 names as FAT keeps them, with the files of Windows and macOS around", async () => {
  const files = {
    "SETUP.TXT": good,
    "._setup.txt": "x",
    ".DS_Store": "x",
    "System Volume Information/x": "x",
  };
  const world = await buildSeedWorld(seed(makeFatImage(files)));
  expect(await find(world)).toMatchObject({ text: good, codes: [] });
});

test("without a seed, every volume seen is named with device, name, format, size and model", async () => {
  const world = await buildSeedWorld({
    device: "/dev/sda1",
    image: makeOtherImage("ntfs", "Windows"),
    model: "EXAMPLE SSD",
    removable: false,
  });
  const { codes, said } = await find(world);
  expect(codes).toEqual(["seed.not-found"]);
  expect(said).toContain('/dev/sda1 (called "Windows", ntfs, 16 MiB, EXAMPLE SSD)');
  expect((await find(await buildSeedWorld())).said).toContain("Seen: no volume at all.");
});

test("F17 on the boot partition: named by its name, never read", async () => {
  const esp = seed(makeFatImage({ "Setup.txt": "CANARY" }, "CLAWDIE-EFI"), {
    device: "/dev/sdb2",
    partitionType: boot,
    removable: false,
  });
  const { text, codes, said } = await find(await buildSeedWorld(esp));
  expect({ text, codes }).toEqual({ text: null, codes: ["seed.elsewhere"] });
  expect(said).toContain('called Setup.txt is on /dev/sdb2 (called "CLAWDIE-EFI", vfat, 4 MiB, Test Stick)');
});

test("F17 on the boot partition beside an empty seed: both are told", async () => {
  const sticks = [
    seed(makeFatImage({ "notes.txt": "x" })),
    seed(makeFatImage({ "setup.txt": good }, "CLAWDIE-EFI"), { device: "/dev/sdc2", partitionType: boot }),
  ];
  const { text, codes, said } = await find(await buildSeedWorld(...sticks));
  expect({ text, codes }).toEqual({ text: null, codes: ["file.not-found", "seed.elsewhere"] });
  expect(said).toContain('"notes.txt" (another name)');
});

test("F18 on another stick: named with device, size and model, never used", async () => {
  const other = seed(makeFatImage({ "setup.txt": good }, "HOLIDAY"), { model: "SanDisk Ultra" });
  const { text, codes, said } = await find(await buildSeedWorld(other));
  expect({ text, codes }).toEqual({ text: null, codes: ["seed.elsewhere"] });
  expect(said).toContain('/dev/sdb1 (called "HOLIDAY", vfat, 4 MiB, SanDisk Ultra)');
});

test("F18 the file of another stick is ignored silently when the seed has one", async () => {
  const sticks = [
    seed(makeFatImage({ "setup.txt": "ADMIN=2\n" }, "HOLIDAY"), { device: "/dev/sdc1" }),
    seed(makeFatImage({ "setup.txt": good })),
  ];
  expect(await find(await buildSeedWorld(...sticks))).toEqual({ text: good, codes: [], said: "" });
});

test("disks of the computer itself are not looked into", async () => {
  const inner = seed(makeFatImage({ "setup.txt": good }, "DATA"), { removable: false });
  const world = await buildSeedWorld(inner);
  // The disk says USB in this world; a built-in one does not.
  const run: typeof world.host.run = async (command, args, options) => {
    const result = await world.host.run(command, args, options);
    return command === "lsblk"
      ? { ...result, stdout: result.stdout.replace('"tran":"usb"', '"tran":"sata"') }
      : result;
  };
  const { issues } = await findSeed({ ...world.host, run });
  expect(issues.map(({ code }) => code)).toEqual(["seed.not-found"]);
  expect(world.lines.some((line) => line.startsWith("mount"))).toBe(false);
});

test("F19 two seeds: both are named with device, size and model, and neither is read", async () => {
  const sticks = [
    seed(makeFatImage({ "setup.txt": good }), { model: "SanDisk Ultra" }),
    seed(makeFatImage({ "setup.txt": good }, "clawdieseed"), { device: "/dev/sdc1", model: "Kingston DT" }),
  ];
  const world = await buildSeedWorld(...sticks);
  const { text, codes, said } = await find(world);
  expect({ text, codes }).toEqual({ text: null, codes: ["seed.several"] });
  expect(said).toContain('/dev/sdb1 (called "CLAWDIESEED", vfat, 4 MiB, SanDisk Ultra)');
  expect(said).toContain('/dev/sdc1 (called "clawdieseed", vfat, 4 MiB, Kingston DT)');
  expect(world.lines.some((line) => line.startsWith("mount"))).toBe(false);
});

test("F23 a format the kernel lacks: named, with the format to use", async () => {
  const world = await buildSeedWorld(seed(makeOtherImage("exfat")));
  world.unknownFormats.add("exfat");
  const { issues } = await findSeed(world.host);
  expect(issues.map(({ code }) => code)).toEqual(["seed.format"]);
  expect(issues[0]?.message).toContain("formatted as exfat");
  expect(issues[0]?.hint).toContain("FAT32");
});

test.each([
  ["ext4", makeExt4Image],
  ["ntfs", makeNtfsImage],
] as const)(
  "F23 a stick formatted as %s is read, and told that no result comes back",
  async (format, make) => {
    const world = await buildSeedWorld(seed(make({ "setup.txt": good, "notes.txt": "x" })));
    const { text, codes, said } = await find(world);
    expect({ text, codes }).toEqual({ text: good, codes: ["seed.reformatted"] });
    expect(said).toBe(
      `The volume CLAWDIESEED (/dev/sdb1) is formatted as ${format}: it is only read, and no result is written to it.`,
    );
    expect(world.lines.some((line) => line.startsWith("mount") && /[ ,]rw,/.test(line))).toBe(false);
  },
);

test("F12 F25 an ISO is read, warned about as read-only, and a link on it leads nowhere", async () => {
  const iso = await buildSeedWorld(seed(makeIsoImage({ "setup.txt": good })));
  expect(await find(iso)).toMatchObject({ text: good, codes: ["seed.read-only"] });
  const link = await buildSeedWorld(seed(makeIsoImage({ "setup.txt": "-> /etc/shadow" })));
  expect(await find(link)).toMatchObject({ text: null, codes: ["file.not-a-file", "seed.read-only"] });
});

test("F24 a volume that was not ejected is read as it is", async () => {
  const image = makeFatImage({ "setup.txt": good });
  const file = await open(image, "r+");
  // FAT12 and FAT16 keep the flag at byte 37 of the boot sector.
  await file.write(Buffer.from([1]), 0, 1, 37);
  await file.close();
  expect(await find(await buildSeedWorld(seed(image)))).toMatchObject({ text: good, codes: [] });
});

test("F25 a write-protected stick is read, and what cannot be done is warned about", async () => {
  const world = await buildSeedWorld(seed(makeFatImage({ "setup.txt": good }), { readOnly: true }));
  expect(await find(world)).toMatchObject({ text: good, codes: ["seed.read-only"] });
});

test("F26 a volume without a readable file system: the kernel's reason, no crash", async () => {
  const image = makeFatImage({ "setup.txt": good });
  const file = await open(image, "r+");
  await file.write(Buffer.alloc(1024 * 1024, 0xff), 0, 1024 * 1024, 0);
  await file.close();
  const world = await buildSeedWorld(seed(image, { partitionName: "CLAWDIE-SEED" }));
  world.kernel.push("FAT-fs (sdb1): error, invalid access to FAT (entry 0x0000ffff)", "usb 1-1: new device");
  const { text, codes, said } = await find(world);
  expect({ text, codes }).toEqual({ text: null, codes: ["seed.unreadable"] });
  expect(said).toContain("/dev/sdb1) could not be read: FAT-fs (sdb1): error, invalid access to FAT");
});

test("F26 a file system that breaks while it is read: the kernel's reason, no crash", async () => {
  const world = await buildSeedWorld(seed(makeFatImage({ "setup.txt": good }), { damaged: true }));
  world.kernel.push(
    "I/O error, dev sdb, sector 2048 op 0x0:(READ)",
    "FAT-fs (sdb1): error, corrupted directory (invalid entries)",
    "usb 1-1: new high-speed USB device",
  );
  const { bytes, issues } = await findSeed(world.host);
  expect(bytes).toBeNull();
  expect(issues.map(({ code }) => code)).toEqual(["seed.unreadable"]);
  expect(issues[0]?.message).toContain(
    "I/O error, dev sdb, sector 2048 op 0x0:(READ); FAT-fs (sdb1): error, corrupted directory (invalid entries)",
  );
});

test("a stick pulled out while it is looked at is an issue, no crash", async () => {
  const world = await buildSeedWorld(seed(makeFatImage({ "setup.txt": good })));
  world.onSleep = () => void world.sticks.splice(0);
  expect((await find(world)).codes).toContain("seed.unreadable");
});

test("a file that is being saved elsewhere is read once it is twice the same", async () => {
  const image = makeFatImage({ "setup.txt": "TELEG" });
  const world = await buildSeedWorld(seed(image));
  world.onSleep = (seconds) => {
    if (seconds <= 3) putOnFat(image, { "setup.txt": good.repeat(seconds) });
  };
  expect(await find(world)).toMatchObject({ text: good.repeat(3), codes: [] });
});

test("a file that never stands still is refused", async () => {
  const image = makeFatImage({ "setup.txt": "" });
  const world = await buildSeedWorld(seed(image));
  world.onSleep = (seconds) => putOnFat(image, { "setup.txt": "x".repeat(seconds) });
  expect((await find(world)).codes).toEqual(["seed.changing"]);
});
