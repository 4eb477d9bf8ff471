import { expect, test, vi } from "vitest";
import { takeCorrectedSeed } from "../../../firstboot/corrected-seed.ts";
import { hashSeed } from "../../../setup/config/hash-seed.ts";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import { buildSetupText } from "../../build-setup-text.ts";
import { buildSeedWorld } from "./build-seed-world.ts";
import { makeFatImage, putOnFat } from "./make-volume-images.ts";

// Each look starts real programs, which takes its time on a busy computer.
vi.setConfig({ testTimeout: 120_000 });

const first = buildSetupText();
const second = buildSetupText({ ASSISTANT_NAME: "Second" });

/** An installed box that has not greeted yet, with a stick in it. */
async function buildBox(text: string) {
  const image = makeFatImage({ "setup.txt": text });
  const world = await buildSeedWorld({ device: "/dev/sdb1", image });
  await world.host.makeFolder("/etc/clawdie", { mode: 0o755 });
  await world.host.writeFile(boxLayout.seedHash, `${hashSeed(Buffer.from(first))}\n`, { mode: 0o600 });
  const settings = async () => String((await world.host.readFile(boxLayout.setupFile)) ?? "");
  return { world, image, settings };
}

test("the file the box was installed from changes nothing", async () => {
  const { world, settings } = await buildBox(first);
  expect(await takeCorrectedSeed(world.host)).toEqual({ outcome: "unchanged", issues: [] });
  expect(await settings()).toBe("");
});

test("a file that was refused before another one was typed is no correction", async () => {
  const { world, settings } = await buildBox(second);
  const hashes = [first, second].map((text) => hashSeed(Buffer.from(text)));
  await world.host.writeFile(boxLayout.seedHash, `${hashes.join("\n")}\n`, { mode: 0o600 });
  expect((await takeCorrectedSeed(world.host)).outcome).toBe("unchanged");
  expect(await settings()).toBe("");
});

test("a corrected file is taken, once", async () => {
  const { world, settings } = await buildBox(second);
  expect((await takeCorrectedSeed(world.host)).outcome).toBe("taken");
  expect(await settings()).toContain("Second");
  expect((await takeCorrectedSeed(world.host)).outcome).toBe("unchanged");
});

test("a file that is being saved elsewhere is left for the next look", async () => {
  const { world, image, settings } = await buildBox(second.slice(0, 40));
  world.onSleep = () => putOnFat(image, { "setup.txt": second });
  expect((await takeCorrectedSeed(world.host)).outcome).toBe("unchanged");
  expect(await settings()).toBe("");
  expect((await takeCorrectedSeed(world.host)).outcome).toBe("taken");
});

test("a stick that is pulled out during the look, or damaged, changes nothing", async () => {
  const pulled = await buildBox(second);
  pulled.world.onSleep = () => void pulled.world.sticks.splice(0);
  expect((await takeCorrectedSeed(pulled.world.host)).outcome).toBe("unchanged");
  const { world, settings } = await buildBox(second);
  world.sticks.splice(0, 1, { ...world.sticks[0], damaged: true } as (typeof world.sticks)[0]);
  expect((await takeCorrectedSeed(world.host)).outcome).toBe("unchanged");
  expect(await settings()).toBe("");
});

test("a file that cannot be used is refused with its problems, and the settings stay", async () => {
  const { world, settings } = await buildBox(buildSetupText({ TELEGRAM_ADMIN_ID: "" }));
  const { outcome, issues } = await takeCorrectedSeed(world.host);
  expect(outcome).toBe("refused");
  expect(issues.map(({ code }) => code)).toContain("value.missing");
  expect(await settings()).toBe("");
});
