import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { askForAdoption } from "../../../firstboot/adopt-request.ts";
import { hashSeed } from "../../../setup/config/hash-seed.ts";
import type { Host } from "../../../setup/host/host.ts";
import { boxLayout } from "../../../setup/plan/box-layout.ts";
import { findSecrets } from "../../../setup/wipe/find-secrets.ts";
import { overwriteSpans } from "../../../setup/wipe/overwrite-spans.ts";
import { hashWiped } from "../../../setup/wipe/seed-source.ts";
import { buildSetupText } from "../../build-setup-text.ts";
import { buildSeedWorld } from "./build-seed-world.ts";
import { makeFatImage, putOnFat } from "./make-volume-images.ts";

// Each look starts real programs, which takes its time on a busy computer.
vi.setConfig({ testTimeout: 120_000 });

const adopt = "INSTALL_MODE=adopt\nHOSTNAME=clawdie-new\n";

/** An installed box with sticks in it; its boot partition is a folder. */
async function buildBox(...texts: readonly string[]) {
  const images = texts.map((text) => makeFatImage({ "setup.txt": text }));
  const world = await buildSeedWorld(
    ...images.map((image, at) => ({ device: `/dev/sd${"bc"[at]}1`, image })),
  );
  const { root } = world.host;
  const mounts: string[] = [];
  const run: Host["run"] = async (command, args, options) => {
    const answer = (stdout: string) => ({ exitCode: 0, stdout, stderr: "" });
    if (command === "zpool") return answer("zroot\t60G\n\t/dev/sda3\t60G\n");
    if (command === "lsblk" && args.includes("PKNAME")) return answer("sda\n");
    if (command === "lsblk" && args.includes("--nodeps")) {
      return answer(JSON.stringify({ blockdevices: [{ model: "M", serial: "S1", size: 64e9 }] }));
    }
    if (command === "mount" && args.includes("/dev/sda2")) {
      mounts.push(args[3] ?? "");
      return answer("");
    }
    if (command === "umount" && String(args[0]).endsWith("/run/clawdie/esp")) return answer("");
    return world.host.run(command, args, options);
  };
  const machine: Host = {
    ...world.host,
    run,
    at: (path) => (path === "/" ? machine : world.host.at(join(root, path))),
  };
  await mkdir(join(root, "run/clawdie/esp/clawdie"), { recursive: true });
  await machine.makeFolder("/etc/clawdie", { mode: 0o755 });
  const note = () => readFile(join(root, "run/clawdie/esp/clawdie/adopt"), "utf8").catch(() => null);
  const known = (text: string) =>
    writeFile(join(root, boxLayout.seedHash), `${"0".repeat(64)}\n${hashSeed(Buffer.from(text))}\n`);
  return { world, machine, images, mounts, note, known };
}

const nothing = { restart: false, issues: [] };

test("a stick that asks for an adoption restarts the box once, with a note for the stick's menu", async () => {
  const { machine, note } = await buildBox(adopt);
  expect(await askForAdoption(machine)).toEqual({ restart: true, issues: [] });
  expect(await note()).toBe(`${hashSeed(Buffer.from(adopt))}\n`);
  const again = await askForAdoption(machine);
  expect(again.restart).toBe(false);
  expect(again.issues).toMatchObject([{ code: "adopt.not-started", severity: "warning" }]);
});

test("another file is another request, and one that is gone leaves no note", async () => {
  const { world, machine, images, note } = await buildBox(adopt);
  await askForAdoption(machine);
  putOnFat(images[0] ?? "", { "setup.txt": `${adopt}PROFILE=economy\n` });
  expect((await askForAdoption(machine)).restart).toBe(true);
  world.sticks.splice(0);
  expect(await askForAdoption(machine)).toEqual(nothing);
  expect(await note()).toBeNull();
});

test("the file it was taken from is no news once its secrets are overwritten on the stick", async () => {
  const before = buildSetupText({ INSTALL_MODE: "adopt" });
  const bytes = Buffer.from(before);
  const after = overwriteSpans(bytes, findSecrets(bytes, [])).toString();
  expect(after).not.toBe(before);
  const { machine, known } = await buildBox(after);
  await known(before);
  expect((await askForAdoption(machine)).restart).toBe(true);
  const stick = { uuid: "1234-ABCD", partitionUuid: null, serial: null, sizeBytes: null };
  await machine.writeFile(
    boxLayout.seedSources,
    JSON.stringify([{ ...stick, wipedHash: hashWiped(bytes) }]),
    {
      mode: 0o600,
    },
  );
  expect(await askForAdoption(machine)).toEqual(nothing);
});

test.each([
  ["the file the box was made from, adopted or not", [adopt], adopt],
  ["a file that asks for no adoption", [buildSetupText()], ""],
  ["a file that asks to begin anew", [buildSetupText({ INSTALL_MODE: "fresh" })], ""],
  ["two sticks", [adopt, adopt], ""],
  ["no stick", [], ""],
])("%s: nothing is written, and the box starts as ever", async (_, texts, before) => {
  const { machine, mounts, note, known } = await buildBox(...texts);
  await known(before);
  expect(await askForAdoption(machine)).toEqual(nothing);
  expect(await note()).toBeNull();
  expect(mounts.every((options) => options.startsWith("ro,"))).toBe(true);
});
