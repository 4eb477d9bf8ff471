import { expect, test, vi } from "vitest";
import { lookAround } from "../../../firstboot/look-around.ts";
import { waitForChange } from "../../../firstboot/wait-for-change.ts";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import { buildSeedWorld, type SeedWorld } from "./build-seed-world.ts";
import { makeFatImage, putOnFat } from "./make-volume-images.ts";

// Each look starts real programs, which takes its time on a busy computer.
vi.setConfig({ testTimeout: 120_000 });

interface Waited {
  readonly change: string;
  /** Seconds until the change was taken. */
  readonly seconds: number;
  /** How often it was said that the stick is out. */
  readonly gone: number;
}

/** Refuse what is there, let the world change at the given seconds, and wait. The last event ends a wait that never ends. */
async function waitIn(world: SeedWorld, events: Readonly<Record<number, () => unknown>>): Promise<Waited> {
  const refused = await lookAround(world.host);
  let seconds = 0;
  let gone = 0;
  world.onSleep = async (now) => {
    seconds = now;
    if (now > 16) throw new Error("nothing happened");
    await events[now]?.();
  };
  const change = await waitForChange(
    world.host,
    refused,
    async () => undefined,
    async () => {
      gone += 1;
    },
  );
  return { change, seconds, gone };
}

const stick = (image: string, device = "/dev/sdb1") => ({ device, image });
const file = () => makeFatImage({ "setup.txt": "one\n" });

test("nothing changes: nothing is said, and nothing begins", async () => {
  const world = await buildSeedWorld(stick(file()));
  await expect(waitIn(world, {})).rejects.toThrow("nothing happened");
  expect(world.lines.filter((line) => line.includes("rw,"))).toEqual([]);
});

test("another content is taken two looks after it was saved, so that half a file is never read", async () => {
  const image = file();
  const world = await buildSeedWorld(stick(image));
  const saved = await waitIn(world, {
    4: () => putOnFat(image, { "setup.txt": "tw" }),
    6: () => putOnFat(image, { "setup.txt": "two\n" }),
  });
  expect(saved).toEqual({ change: "seed", seconds: 8, gone: 0 });
});

test("a file that was edited and put back as it was is no change", async () => {
  const image = file();
  const world = await buildSeedWorld(stick(image));
  const undone = waitIn(world, {
    4: () => putOnFat(image, { "setup.txt": "two\n" }),
    6: () => putOnFat(image, { "setup.txt": "one\n" }),
  });
  await expect(undone).rejects.toThrow("nothing happened");
});

test("a file that gets its right name is a change", async () => {
  const image = makeFatImage({ "setup(1).txt": "one\n" });
  const world = await buildSeedWorld(stick(image));
  const renamed = await waitIn(world, {
    4: () => putOnFat(image, { "setup(1).txt": null, "setup.txt": "one\n" }),
  });
  expect(renamed).toEqual({ change: "seed", seconds: 6, gone: 0 });
});

test("a stick that is pulled out changes nothing until it is back, also with the same file and under another name", async () => {
  const image = file();
  const world = await buildSeedWorld(stick(image));
  const back = await waitIn(world, {
    4: () => world.sticks.splice(0),
    6: () => world.host.writeFile("/sys/block/sda/size", "2000\n", { mode: 0o644 }),
    10: () => world.sticks.push(stick(image, "/dev/sdc1")),
  });
  expect(back).toEqual({ change: "seed", seconds: 12, gone: 1 });
});

test("pulled out and put back between two looks: the plug-in number tells", async () => {
  const world = await buildSeedWorld(stick(file()));
  await world.host.makeFolder("/sys/class/block/sdb", { mode: 0o755 });
  await world.host.writeFile("/sys/class/block/sdb/diskseq", "7\n", { mode: 0o644 });
  const quick = await waitIn(world, {
    4: () => world.host.writeFile("/sys/class/block/sdb/diskseq", "8\n", { mode: 0o644 }),
  });
  expect(quick).toEqual({ change: "seed", seconds: 6, gone: 0 });
});

test("the first stick that ever comes is a change, and so is one of two that goes", async () => {
  const none = await buildSeedWorld();
  const first = await waitIn(none, { 4: () => none.sticks.push(stick(file())) });
  expect(first).toEqual({ change: "seed", seconds: 6, gone: 0 });
  const two = await buildSeedWorld(stick(file()), stick(file(), "/dev/sdc1"));
  const one = await waitIn(two, { 4: () => two.sticks.pop() });
  expect(one).toEqual({ change: "seed", seconds: 6, gone: 0 });
});

test("a typed file is a change, also while the stick is out", async () => {
  const world = await buildSeedWorld(stick(file()));
  await world.host.makeFolder("/run/clawdie/typed", { mode: 0o700 });
  const typed = await waitIn(world, {
    4: () => world.sticks.splice(0),
    8: () => world.host.writeFile(boxLayout.typedSetup, "three\n", { mode: 0o600 }),
  });
  expect(typed).toEqual({ change: "typed", seconds: 10, gone: 1 });
});

test("another disk is a change while the stick is in, and while there never was one", async () => {
  for (const world of [await buildSeedWorld(stick(file())), await buildSeedWorld()]) {
    const disk = await waitIn(world, {
      4: () => world.host.writeFile("/sys/block/sda/size", "2000\n", { mode: 0o644 }),
    });
    expect(disk).toEqual({ change: "disks", seconds: 6, gone: 0 });
  }
});

test("a damaged stick is looked at quietly, whatever the kernel says each time", async () => {
  const world = await buildSeedWorld({ ...stick(file()), damaged: true });
  const looks = waitIn(world, { 4: () => world.kernel.push("FAT-fs (sdb1): error, new words each time") });
  await expect(looks).rejects.toThrow("nothing happened");
});
