import { expect, test, vi } from "vitest";
import { findSeed } from "../../../firstboot/find-seed.ts";
import { writeToStick } from "../../../firstboot/write-to-stick.ts";
import { buildSeedWorld } from "./build-seed-world.ts";
import { makeFatImage, makeOtherImage, readFat } from "./make-volume-images.ts";

// Each look starts real programs, which takes its time on a busy computer.
vi.setConfig({ testTimeout: 120_000 });

const files = { "SETUP-RESULT.txt": "DONE\nall well\n", "SETUP-LOG.txt": null };

test("files arrive with CRLF, ours that are not wanted go, and the operator's stay", async () => {
  const image = makeFatImage({ "setup.txt": "A=1\n", "SETUP-LOG.txt": "old", "SETUP-RESULT.txt": "old" });
  const { host } = await buildSeedWorld({ device: "/dev/sdb1", image });
  expect(await writeToStick(files, host)).toBeNull();
  expect(readFat(image)).toEqual({ "setup.txt": "A=1\n", "SETUP-RESULT.txt": "DONE\r\nall well\r\n" });
});

test("no stick, two of them, a disc and another format are no surprise", async () => {
  const stick = (device: string) => ({ device, image: makeFatImage({}) });
  const worlds = [
    await buildSeedWorld(),
    await buildSeedWorld(stick("/dev/sdb1"), stick("/dev/sdc1")),
    await buildSeedWorld({ device: "/dev/sdb1", image: makeOtherImage("exfat") }),
    await buildSeedWorld({ ...stick("/dev/sdb1"), readOnly: true }),
  ];
  for (const { host, lines } of worlds) {
    expect(await writeToStick(files, host)).toBeNull();
    expect(lines.some((line) => line.startsWith("mount"))).toBe(false);
  }
});

test("a stick that cannot be written is told with the reason", async () => {
  const { host } = await buildSeedWorld({ device: "/dev/sdb1", image: makeFatImage({ "a.txt": "a" }) });
  const full: typeof host = {
    ...host,
    at: (root) => ({
      ...host.at(root),
      writeFile: async () => {
        throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
      },
    }),
  };
  const issue = await writeToStick(files, full);
  expect(issue).toMatchObject({ code: "seed.result-not-written", severity: "warning" });
  expect(issue?.message).toContain("(it is full)");
});

test("what a write that was cut off left behind is taken over, and is nothing to the search for setup.txt", async () => {
  const image = makeFatImage({
    ".SETUP-RESULT.txt.new": "DO",
    "SETUP-RESULT.txt": "old",
    "setup.txt": "A=1\n",
  });
  const { host } = await buildSeedWorld({ device: "/dev/sdb1", image });
  expect((await findSeed(host)).issues).toEqual([]);
  await writeToStick(files, host);
  expect(Object.keys(readFat(image)).toSorted()).toEqual(["SETUP-RESULT.txt", "setup.txt"]);
});
