import { expect, test, vi } from "vitest";
import { lookAtSticks } from "../../../setup/audit/look-at-sticks.ts";
import { Secret } from "../../../setup/issues/secret.ts";
import { buildSetupText } from "../../build-setup-text.ts";
import { buildSeedWorld } from "../firstboot/build-seed-world.ts";
import { makeFatImage } from "../firstboot/make-volume-images.ts";

// Each look starts real programs, which takes its time on a busy computer.
vi.setConfig({ testTimeout: 120_000 });

const wiped = buildSetupText({
  OPENROUTER_API_KEY: "used-and-wiped-".padEnd(73, "x"),
  TELEGRAM_BOT_TOKEN: "used-and-wiped-".padEnd(46, "x"),
});

test("a stick is looked into: what was wiped is nothing, and every file that holds a key is named", async () => {
  const look = async (files: Record<string, string>, damaged = false) => {
    const { host, lines } = await buildSeedWorld({
      device: "/dev/sdb1",
      image: makeFatImage(files),
      damaged,
    });
    const found = await lookAtSticks(host, "/dev/sdb1\n", [new Secret("a-secret-of-this-box")]);
    expect(lines.filter((line) => line.includes("rw"))).toEqual([]);
    return found;
  };
  expect(await look({ "setup.txt": wiped, "holiday.txt": "sea" })).toBe("");
  expect(await look({ "setup.txt": wiped, "setup.txt.bak": buildSetupText() })).toBe(
    "/dev/sdb1: setup.txt.bak",
  );
  expect(await look({ "note.txt": "it is a-secret-of-this-box" })).toBe("/dev/sdb1: note.txt");
  expect(await look({ "setup.txt": wiped }, true)).toBe("/dev/sdb1: it cannot be looked into");
});
