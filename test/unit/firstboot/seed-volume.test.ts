import { expect, test, vi } from "vitest";
import type { Volume } from "../../../firstboot/list-volumes.ts";
import {
  isWipeable,
  isWritable,
  listSeedVolumes,
  mountArguments,
  waitForSeeds,
  withVolume,
} from "../../../firstboot/seed-volume.ts";
import { CommandError } from "../../../setup/issues/exceptions.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";
import { buildTempRoot } from "../../build-temp-root.ts";
import { buildSeedWorld } from "./build-seed-world.ts";
import { buildVolume } from "./build-volume.ts";
import { makeFatImage, makeIsoImage, makeOtherImage } from "./make-volume-images.ts";

// Each look starts real programs, which takes its time on a busy computer.
vi.setConfig({ testTimeout: 120_000 });

async function listDevices(image: string, partitionName?: string): Promise<string[]> {
  const stick = { device: "/dev/sdb2", image, ...(partitionName === undefined ? {} : { partitionName }) };
  const { host } = await buildSeedWorld({ device: "/dev/sda1", image: makeFatImage({}, "BACKUP") }, stick);
  return (await listSeedVolumes(host)).map(({ device }) => device);
}

test.each(["CLAWDIESEED", "clawdieseed", "ClawdieSeed", "CLAWDIE-SEE", "clawdie-see", "CLAWDIE SEE"])(
  "F20 F22 a FAT volume labeled %s is a seed",
  async (label) => {
    expect(await listDevices(makeFatImage({}, label))).toEqual(["/dev/sdb2"]);
  },
);

test.each(["CLAWDIESEE2", "CLAWDIE-EFI", "MYSEED", "CLAWDIE"])(
  "a FAT volume labeled %s is none",
  async (label) => {
    expect(await listDevices(makeFatImage({}, label))).toEqual([]);
  },
);

test("F23 exFAT and NTFS volumes of that name are seeds, and so is an ISO", async () => {
  for (const image of [makeOtherImage("exfat"), makeOtherImage("ntfs"), makeIsoImage({})]) {
    expect(await listDevices(image)).toEqual(["/dev/sdb2"]);
  }
});

test("the name of the partition is enough, however the volume is called, or when nothing is on it", async () => {
  expect(await listDevices(makeFatImage({}, "NO NAME"), "CLAWDIE-SEED")).toEqual(["/dev/sdb2"]);
  expect(await listDevices(makeFatImage({}, "NO NAME"), "clawdie-seed")).toEqual([]);
});

test("the label in the FAT boot sector counts too", async () => {
  const block = "DEVNAME=/dev/sdb1\nLABEL=BACKUP\nLABEL_FATBOOT=ClawdieSeed\nTYPE=vfat\n";
  const { host } = buildScriptedHost((line) => (line.startsWith("blkid") ? block : ""));
  expect((await listSeedVolumes(host)).map(({ device }) => device)).toEqual(["/dev/sdb1"]);
});

test("no devices at all give none, though blkid ends with 2; RAM disks and loops are none", async () => {
  const none = await buildSeedWorld();
  expect(await listSeedVolumes(none.host)).toEqual([]);
  const loop = await buildSeedWorld({ device: "/dev/loop0", image: makeFatImage({}) });
  expect(await listSeedVolumes(loop.host)).toEqual([]);
});

test("F30 a stick that comes late is waited for, the seconds are told, and after the limit it is given up", async () => {
  const waitWith = async (appearsAfter: number) => {
    const told: number[] = [];
    const image = makeFatImage({});
    const world = await buildSeedWorld();
    world.onSleep = (seconds) => {
      if (seconds === appearsAfter) world.sticks.push({ device: "/dev/sdb1", image });
    };
    const volumes = await waitForSeeds(world.host, 45, async (left) => void told.push(left));
    return { volumes: volumes.length, told };
  };
  expect(await waitWith(40)).toEqual({ volumes: 1, told: [40, 30, 20, 10] });
  expect(await waitWith(50)).toEqual({ volumes: 0, told: [40, 30, 20, 10] });
});

test("something better to do ends the waiting", async () => {
  const { host } = await buildSeedWorld();
  let looks = 0;
  const volumes = await waitForSeeds(
    host,
    40,
    async () => undefined,
    async () => ++looks === 3,
  );
  expect([volumes, looks]).toEqual([[], 3]);
});

const safe = "nosuid,nodev,noexec";

test.each<readonly [string, string[], string[]]>([
  [
    "vfat",
    ["-t", "vfat", "-o", `ro,${safe},umask=077,quiet,flush`],
    ["-t", "vfat", "-o", `rw,${safe},umask=077,quiet,flush`],
  ],
  ["exfat", ["-t", "exfat", "-o", `ro,${safe},umask=077`], ["-t", "exfat", "-o", `rw,${safe},umask=077`]],
  ["ntfs", ["-t", "ntfs3", "-o", `ro,${safe},umask=077`], ["-t", "ntfs3", "-o", `ro,${safe},umask=077`]],
  ["ext4", ["-t", "ext4", "-o", `ro,${safe},noload`], ["-t", "ext4", "-o", `ro,${safe},noload`]],
  ["iso9660", ["-o", `ro,${safe}`], ["-o", `ro,${safe}`]],
])(
  "%s is mounted so that nothing on it runs, only FAT and exFAT for writing, and only FAT for new files",
  (fileSystem, ro, rw) => {
    const volume = buildVolume({ fileSystem });
    expect(mountArguments(volume, "ro")).toEqual(ro);
    expect(mountArguments(volume, "rw")).toEqual(rw);
    expect(isWritable(volume)).toBe(fileSystem === "vfat");
    expect(isWipeable(volume)).toBe(["vfat", "exfat"].includes(fileSystem));
    expect(isWipeable({ ...volume, readOnly: true })).toBe(false);
    expect(isWritable({ ...volume, readOnly: true })).toBe(false);
  },
);

test("it is unmounted also when the work fails", async () => {
  const root = await buildTempRoot();
  const { host, lines } = buildScriptedHost(() => "", root);
  const work = withVolume(buildVolume(), host, "ro", async (folder) => {
    expect(folder).toBe(`${root}/run/clawdie/seed`);
    throw new Error("unreadable");
  });
  await expect(work).rejects.toThrow("unreadable");
  expect(lines.map((line) => line.split(" ")[0])).toEqual(["mount", "umount"]);
});

test("a stick that somebody else has open for a moment is tried again, another trouble is not", async () => {
  const mountWith = async (reason: string, times: number) => {
    let left = times;
    const { host, lines } = buildScriptedHost(() => "", await buildTempRoot());
    const run: typeof host.run = async (command, args, options) => {
      if (command === "mount" && left-- > 0) throw new CommandError("mount", 32, reason);
      return host.run(command, args, options);
    };
    const volume: Volume = buildVolume();
    const done = await withVolume(volume, { ...host, run }, "rw", async () => "done").catch(() => "failed");
    return [done, lines.length];
  };
  expect(await mountWith("mount: /dev/sdb1 already mounted or mount point busy.", 4)).toEqual(["done", 2]);
  expect(await mountWith("mount: /dev/sdb1 already mounted or mount point busy.", 5)).toEqual(["failed", 0]);
  expect(await mountWith("mount: wrong fs type.", 1)).toEqual(["failed", 0]);
});
