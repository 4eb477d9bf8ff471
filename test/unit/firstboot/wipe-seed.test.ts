import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { findSeedSource } from "../../../firstboot/find-seed-source.ts";
import { wipeSeed } from "../../../firstboot/wipe-seed.ts";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import { addSeedSource, renderSeedSources } from "../../../setup/wipe/seed-source.ts";
import { canaries } from "../../build-settings.ts";
import { buildSetupText } from "../../build-setup-text.ts";
import { buildFailingHost } from "../../integration/failing-host.ts";
import { buildSeedWorld, type Stick } from "./build-seed-world.ts";
import { makeExfatImage } from "./exfat-image.ts";
import {
  makeFatImage,
  makeOtherImage,
  putOnFat,
  readFat,
  type StickContent,
  tool,
} from "./make-volume-images.ts";

// Each look starts real programs, which takes its time on a busy computer.
vi.setConfig({ testTimeout: 240_000 });

const { openRouterKey: key, telegramToken: token } = canaries;
const password = "correct-horse-battery";
const setup = `# mine\r\n${buildSetupText({ CLAWDIE_USER_PASSWORD: password }).replaceAll("\n", "\r\n")}# not ${password}\r\n`;
const wiped = (length: number) => "used-and-wiped-".padEnd(length, "x");
const clean = setup
  .replaceAll(key, wiped(key.length))
  .replaceAll(token, wiped(token.length))
  .replaceAll(password, wiped(password.length));
const known = [key, token];

/** An installed box with the stick it came from in it. */
async function buildBox(files: StickContent, make: (files: StickContent) => string = makeFatImage) {
  const image = make({ "setup.txt": setup, ...files });
  const stick: Stick = { device: "/dev/sdb1", image, serial: "STICK-01" };
  const world = await buildSeedWorld(stick);
  for (const folder of [boxLayout.config, boxLayout.state])
    await world.host.makeFolder(folder, { mode: 0o755 });
  const source = await findSeedSource(world.host, Buffer.from(setup));
  if (source === null) throw new Error("the stick was not recognized");
  await addSeedSource(world.host, source);
  world.lines.splice(0);
  return { world, image, stick, run: () => wipeSeed(world.host, known, true) };
}

/** Not one of the secrets, in any way of writing, anywhere on the stick: files, free space, names. */
function expectNoSecret(image: string): void {
  const bytes = readFileSync(image);
  for (const secret of [key, token, password]) {
    for (const charset of ["utf8", "utf16le"] as const)
      expect(bytes.includes(Buffer.from(secret, charset)), `${secret} as ${charset}`).toBe(false);
    expect(bytes.includes(Buffer.from(secret, "utf16le").swap16())).toBe(false);
  }
}

const copies: StickContent = {
  "setup.txt.bak": setup.replace("# mine", "# older"),
  "setup (1).txt": Buffer.from(`\ufeff${setup}`, "utf16le"),
  "setup copy.txt": Buffer.from(`\ufeff${setup}`, "utf16le").swap16(),
  "setup.txt~": `OPENROUTER_API_KEY=${key}\nCLAWDIE_USER_PASSWORD=${password}`,
  ".setup.txt.swp": Buffer.from(`b0VIM 9.1\0\0\x80\xff${setup.replaceAll("\r\n", "\0")}`, "latin1"),
  "setup-before.txt": setup,
  ".Trash-1000/files/setup.txt": setup,
};

test("the secrets of setup.txt and of every copy are overwritten in place, and nothing else changes", async () => {
  const { image, run, world } = await buildBox({ ...copies, "holiday.txt": "sea\n" });
  const sizes = Object.entries(readFat(image)).map(([name, text]) => [name, text.length]);
  const record = await run();
  expect(record.sticks).toMatchObject([{ state: "wiped", left: [], begun: null }]);
  expect(record.sticks[0]?.wiped).toEqual(["setup.txt", ...Object.keys(copies)].toSorted());
  expectNoSecret(image);
  const files = readFat(image);
  expect(files["setup.txt"]).toBe(clean);
  expect(files["setup.txt.bak"]).toBe(clean.replace("# mine", "# older"));
  expect(files["holiday.txt"]).toBe("sea\n");
  expect(Object.entries(files).map(([name, text]) => [name, text.length])).toEqual(sizes);
  // Once it is done, the stick is not even looked at.
  world.lines.splice(0);
  putOnFat(image, { "setup.txt": setup });
  expect(await run()).toEqual(record);
  expect(world.lines).toEqual([]);
  expect(readFat(image)["setup.txt"]).toBe(setup);
});

test("exFAT: in place too", async () => {
  const { image, run } = await buildBox({ "setup (1).txt": setup }, makeExfatImage);
  const before = readFileSync(image);
  expect((await run()).sticks).toMatchObject([{ state: "wiped", wiped: ["setup (1).txt", "setup.txt"] }]);
  expectNoSecret(image);
  expect(readFileSync(image).toString("latin1")).toBe(before.toString("latin1").replaceAll(setup, clean));
});

test("a write-protected stick, another format and a stick that is gone are said, and nothing is tried", async () => {
  const { world, stick, run } = await buildBox({});
  const outcome = async (change: Partial<Stick> | null) => {
    world.sticks.splice(0, 1, ...(change === null ? [] : [{ ...stick, ...change }]));
    const found = (await run()).sticks.at(-1);
    return [found?.state, ...(found?.left ?? []).map(({ reason, detail }) => `${reason} ${detail}`.trim())];
  };
  expect(await outcome({ readOnly: true })).toEqual(["left", "write-protected"]);
  expect(await outcome(null)).toEqual(["left", "not-plugged-in"]);
  const ntfs = makeOtherImage("ntfs");
  const [, uuid = ""] = /^UUID=(.*)$/m.exec(tool("blkid", ["-p", "-o", "export", ntfs])) ?? [];
  const wipedHash = "5eed".repeat(16);
  const source = { uuid, partitionUuid: null, serial: null, sizeBytes: null, wipedHash };
  await world.host.writeFile(boxLayout.seedSources, renderSeedSources([source]), { mode: 0o600 });
  expect(await outcome({ image: ntfs })).toContain("format ntfs");
  expect(world.lines.filter((line) => line.startsWith("mount"))).toEqual([]);
});

test("a stick that cannot be read just now is tried again at the next boot", async () => {
  const { world, stick, run } = await buildBox({});
  world.sticks.splice(0, 1, { ...stick, damaged: true });
  expect((await run()).sticks).toMatchObject([{ state: "left", left: [{ reason: "failed" }] }]);
  world.sticks.splice(0, 1, stick);
  expect((await run()).sticks).toMatchObject([{ state: "wiped", left: [] }]);
});

test("another stick, and another setup.txt on this one, are never written to", async () => {
  const { world, stick, image, run } = await buildBox({});
  const other = { ...stick, image: makeFatImage({ "setup.txt": setup }), serial: "STICK-02" };
  world.sticks.splice(0, 1, other);
  expect((await run()).sticks[0]?.left).toMatchObject([{ reason: "not-plugged-in" }]);
  expect(readFat(other.image)["setup.txt"]).toBe(setup);
  world.sticks.splice(0, 1, stick);
  const edited = setup.replace("Clawdie", "Second");
  putOnFat(image, { "setup.txt": edited, "setup.txt.bak": setup });
  expect((await run()).sticks[0]?.left).toMatchObject([{ reason: "changed" }]);
  expect(readFat(image)).toEqual({ "setup.txt": edited, "setup.txt.bak": setup });
  expect(world.lines.filter((line) => line.includes("rw,"))).toEqual([]);
  // The same number of file system, size and serial twice: nobody knows which.
  world.sticks.push({ ...stick, device: "/dev/sdc1" });
  expect((await run()).sticks[0]?.left).toMatchObject([{ reason: "several" }]);
});

test("setup.txt was deleted: what the box itself uses is removed from copies", async () => {
  const { image, run } = await buildBox({ "setup.txt.bak": setup });
  putOnFat(image, { "setup.txt": null });
  expect((await run()).sticks).toMatchObject([{ state: "wiped", wiped: ["setup.txt.bak"] }]);
  expect(readFat(image)["setup.txt.bak"]).not.toContain(key);
});

test("what is no copy, or cannot be looked into, is named and left", async () => {
  const note = `remember ${key}\n`;
  const { image, run } = await buildBox({
    "my keys.txt": note,
    "setup.docx": Buffer.from("PK\x03\x04packed", "latin1"),
    "setup-old.txt": Buffer.alloc(1024 * 1024 + 1, "a"),
  });
  const [stick] = (await run()).sticks;
  expect(stick).toMatchObject({ state: "partly", wiped: ["setup.txt"] });
  expect(stick?.left.map(({ name, reason }) => `${name} ${reason}`).toSorted()).toEqual([
    "my keys.txt no-copy",
    "setup-old.txt too-large",
    "setup.docx packed",
  ]);
  expect(tool("mtype", ["-i", image, "::my keys.txt"])).toBe(note);
});

test("a worn-out stick that forgets what was written is found out by reading it back", async () => {
  const { world, stick, run } = await buildBox({});
  world.sticks.splice(0, 1, { ...stick, forgetful: true });
  expect((await run()).sticks).toMatchObject([
    { state: "left", wiped: [], left: [{ name: "setup.txt", reason: "not-kept" }] },
  ]);
});

test("without a word of where the settings came from, no stick is looked at", async () => {
  const { world, image, run } = await buildBox({});
  await world.host.remove(boxLayout.seedSources);
  expect(await run()).toEqual({ schema: 1, sticks: [] });
  expect(world.lines).toEqual([]);
  expect(readFat(image)["setup.txt"]).toBe(setup);
});

test("a power cut at any call: the next boot ends where an undisturbed one does", async () => {
  const files = { "setup.txt.bak": setup };
  let last = false;
  for (let failAt = 1; !last; failAt += 1) {
    const { world, image, run } = await buildBox(files);
    const failing = buildFailingHost(world.host, failAt, failAt % 2 === 0 ? "before" : "after");
    await wipeSeed({ ...failing.host, at: (root) => withCut(world.host.at(root), failing) }, known, true);
    last = failing.calls() < failAt;
    // What the kernel had mounted is gone with the power.
    await world.host.run("umount", [`${world.host.root}/run/clawdie/seed`]);
    const [stick] = (await run()).sticks;
    expect(stick, `cut at ${failAt}`).toMatchObject({ state: "wiped", left: [], begun: null });
    expect(stick?.wiped, `cut at ${failAt}`).toEqual(["setup.txt", "setup.txt.bak"]);
    expectNoSecret(image);
    expect(readFat(image)["setup.txt"]).toBe(clean);
  }
});

test("half a secret, torn in the middle of a sector, is found again", async () => {
  const { world, image, run } = await buildBox({});
  let writes = 0;
  const torn: typeof world.host = {
    ...world.host,
    at: (root) => {
      const stick = world.host.at(root);
      return {
        ...stick,
        overwrite: async (path, pieces) => {
          writes += 1;
          // All but the second half of the note, which repeats a password that stands nowhere else by now.
          const half = pieces.map(({ offset, bytes }, at) => ({
            offset,
            bytes: at === pieces.length - 1 ? bytes.subarray(0, bytes.length >> 1) : bytes,
          }));
          await stick.overwrite(path, half);
          throw new Error("power cut");
        },
      };
    },
  };
  expect((await wipeSeed(torn, known, true)).sticks).toMatchObject([
    { state: "left", left: [{ reason: "failed" }] },
  ]);
  expect(writes).toBe(1);
  expect(readFat(image)["setup.txt"]).not.toBe(clean);
  expect((await run()).sticks).toMatchObject([{ state: "wiped", wiped: ["setup.txt"] }]);
  expect(readFat(image)["setup.txt"]).toBe(clean);
});

/** Calls on the stick count too: the power goes for all of it. */
function withCut(
  stick: Parameters<typeof buildFailingHost>[0],
  failing: ReturnType<typeof buildFailingHost>,
) {
  const counted = ["readFile", "stat", "listFolder", "overwrite"] as const;
  const wrapped: Record<string, unknown> = { ...stick };
  for (const name of counted) {
    const real = stick[name] as (...args: unknown[]) => Promise<unknown>;
    wrapped[name] = async (...args: unknown[]) => {
      await failing.host.run("pkill", []);
      return real(...args);
    };
  }
  return wrapped as unknown as typeof stick;
}

test("another setup.txt taken from a wiped stick is wiped too, and only when all is well", async () => {
  const { world, image, run } = await buildBox({});
  expect((await run()).sticks).toMatchObject([{ state: "wiped" }]);
  const renewed = setup.replace("# mine", "# renewed");
  putOnFat(image, { "setup.txt": renewed });
  const source = await findSeedSource(world.host, Buffer.from(renewed));
  if (source === null) throw new Error("the stick was not recognized");
  await addSeedSource(world.host, source);
  await wipeSeed(world.host, known, false);
  expect(readFat(image)["setup.txt"]).toBe(renewed);
  expect((await run()).sticks).toMatchObject([{ state: "wiped", source: { wipedHash: source.wipedHash } }]);
  expect(readFat(image)["setup.txt"]).toBe(clean.replace("# mine", "# renewed"));
});
