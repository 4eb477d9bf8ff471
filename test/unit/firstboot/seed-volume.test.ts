import { expect, test } from "vitest";
import { listSeedVolumes, waitForSeeds, withSeed } from "../../../firstboot/seed-volume.ts";
import { buildScriptedHost, type Script } from "../../build-scripted-host.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

/** One block of `blkid -o export`. */
function block(device: string, tags: Readonly<Record<string, string>>): string {
  return [`DEVNAME=${device}`, ...Object.entries(tags).map(([name, value]) => `${name}=${value}`)].join("\n");
}

const system = block("/dev/sda1", { LABEL: "Windows", TYPE: "ntfs", PARTLABEL: "Basic\\ data\\ partition" });

async function list(...blocks: readonly string[]) {
  const { host, lines } = buildScriptedHost(() => (blocks.length === 0 ? 2 : `${blocks.join("\n\n")}\n`));
  const volumes = await listSeedVolumes(host);
  expect(lines).toEqual(["blkid -c /dev/null -o export"]);
  return volumes;
}

test.each<readonly [string, Readonly<Record<string, string>>]>([
  ["the label as flashed", { LABEL: "CLAWDIESEED" }],
  ["the label in small letters", { LABEL: "clawdieseed" }],
  ["the label in the FAT boot sector only", { LABEL_FATBOOT: "CLAWDIESEED" }],
  ["a boot sector label beside another label", { LABEL: "BACKUP", LABEL_FATBOOT: "ClawdieSeed" }],
  ["the name cut at 11 bytes", { LABEL: "CLAWDIE-SEE" }],
  ["the whole name as a label", { LABEL: "Clawdie-Seed" }],
  ["the label with the blanks that FAT fills up with", { LABEL: "CLAWDIESEED\\ \\ " }],
  ["the name of the partition", { LABEL: "NO NAME", PARTLABEL: "CLAWDIE-SEED" }],
  ["the name of the partition, no label", { PARTLABEL: "CLAWDIE-SEED" }],
])("a seed is known by %s", async (_, tags) => {
  const seed = block("/dev/sdb2", { ...tags, TYPE: "vfat" });
  expect(await list(system, seed)).toEqual([{ device: "/dev/sdb2", fileSystem: "vfat" }]);
});

test.each<readonly [string, Readonly<Record<string, string>>]>([
  ["a label that only begins so", { LABEL: "CLAWDIESEED2" }],
  ["a partition named in small letters", { PARTLABEL: "clawdie-seed" }],
  ["our boot partition", { LABEL: "CLAWDIE-EFI", PARTLABEL: "CLAWDIE-EFI" }],
  ["a UUID of that text", { UUID: "CLAWDIESEED" }],
])("no seed: %s", async (_, tags) => {
  expect(await list(system, block("/dev/sdb2", { ...tags, TYPE: "vfat" }))).toEqual([]);
});

test("two seeds are both told, in the order of blkid", async () => {
  const seeds = ["/dev/sdb2", "/dev/sdc1"].map((device) => block(device, { LABEL: "CLAWDIESEED" }));
  expect((await list(...seeds)).map(({ device }) => device)).toEqual(["/dev/sdb2", "/dev/sdc1"]);
});

test("no devices at all give none, though blkid ends with 2", async () => {
  expect(await list()).toEqual([]);
});

test("a stick that comes late is waited for, and one that never comes is given up after the limit", async () => {
  const seed = block("/dev/sdb2", { LABEL: "CLAWDIESEED", TYPE: "vfat" });
  const waitWith = async (script: Script) => {
    const told: number[] = [];
    const { host, lines } = buildScriptedHost(script);
    const volumes = await waitForSeeds(host, 20, async (left) => void told.push(left));
    return { volumes: volumes.length, looks: lines.length, told };
  };
  let looks = 0;
  expect(await waitWith(() => (++looks < 15 ? 2 : seed))).toEqual({ volumes: 1, looks: 15, told: [20, 10] });
  expect(await waitWith(() => 2)).toEqual({ volumes: 0, looks: 21, told: [20, 10] });
});

test("it is mounted so that nothing on it runs, and unmounted also when the work fails", async () => {
  const { host, lines } = buildScriptedHost(() => "", await buildTempRoot());
  const volume = { device: "/dev/sdb2", fileSystem: "vfat" };
  const work = withSeed(volume, host, "ro", async (folder) => {
    expect(folder).toBe("/run/clawdie/seed");
    throw new Error("unreadable");
  });
  await expect(work).rejects.toThrow("unreadable");
  expect(lines).toEqual([
    "mount -o ro,nosuid,nodev,noexec,umask=077,quiet,flush /dev/sdb2 /run/clawdie/seed",
    "umount /run/clawdie/seed",
  ]);
});
