import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ResultJson } from "../../firstboot/result-json.ts";
import { type DecoyDisk, makeDecoyDisk, verifyDecoyDisk } from "../../iso/vm/decoy-disk.ts";
import { createDiskImage } from "../../iso/vm/disk-image.ts";
import { copyStickWithSeed, readSeedFile, writeSeedFiles } from "../../iso/vm/make-seed-image.ts";
import { parseBoxResult } from "../../iso/vm/serial-stages.ts";
import { VirtualMachine } from "../../iso/vm/virtual-machine.ts";
import { findMedium, readExample } from "./story-files.ts";
import { withStoryFolder } from "./temporary-folder.ts";

const gibibyte = 1024 ** 3;

test("a file with a missing key, no empty disk and too little memory: all named at once, no disk written", async () => {
  await withStoryFolder("refused", async (folder) => {
    const decoys = await makeDecoys(folder);
    const stick = join(folder, "stick.img");
    const text = (await readExample("minimal")).replace(/^TELEGRAM_ADMIN_ID=.*$/m, "TELEGRAM_ADMIN_ID=");
    await copyStickWithSeed(await findMedium("img"), stick, { "setup.txt": text });
    await using machine = await VirtualMachine.create({
      firmware: "bios",
      memoryMebibytes: 1536,
      stick: { file: stick },
      disks: decoys.map(({ file }, at) => ({ file, format: "raw" as const, serial: `FAMILY-0${at}` })),
      serialLog: join(folder, "serial.log"),
    });
    const { codes, shown } = await bootUntilStopped(machine);
    expect(codes).toEqual(
      expect.arrayContaining(["value.missing", "disk.none-usable", "machine.too-little-memory"]),
    );
    expect(shown).toMatch(/TELEGRAM_ADMIN_ID/);
    await machine.stop({ timeoutSeconds: 0 });
    const told = String(await readSeedFile(stick, "SETUP-RESULT.txt"));
    expect(told).toMatch(/^STOPPED: Nothing was installed/);
    expect(told).toMatch(/TELEGRAM_ADMIN_ID/);
    expect(told).toMatch(/1\.\d GiB of memory/);
    // A console has only so many lines; the whole table is on the stick.
    expect(told).toMatch(/FAMILY-00/);
    const json = ResultJson.parse(JSON.parse(String(await readSeedFile(stick, "SETUP-RESULT.json"))));
    expect(json).toMatchObject({ word: "STOPPED", stage: "install", state: "stopped" });
    const computer = String(await readSeedFile(stick, "THIS-COMPUTER.txt"));
    expect(computer).toMatch(/Serial number +FAMILY-00/);
    expect(computer).toMatch(/Firmware +BIOS/);
    expect(computer).toMatch(/Cable +connected/);
    expect(String(await readSeedFile(stick, "setup.txt")), "the operator's file was changed").toBe(text);
    for (const decoy of decoys) await verifyDecoyDisk(decoy);
  });
});

test("an empty file and two empty disks are refused; the corrected stick is judged without a power cycle, and both disks stay empty", async () => {
  await withStoryFolder("empty", async (folder) => {
    const stick = join(folder, "stick.img");
    await copyStickWithSeed(await findMedium("img"), stick, { "setup.txt": "" });
    const disks = [join(folder, "a.raw"), join(folder, "b.raw")];
    for (const disk of disks) await createDiskImage(disk, "raw", 8 * gibibyte);
    const untouched = await hashOfStart(disks);
    await using machine = await VirtualMachine.create({
      firmware: "uefi",
      stick: { file: stick },
      disks: disks.map((file) => ({ file, format: "raw" as const })),
      serialLog: join(folder, "serial.log"),
    });
    const { codes } = await bootUntilStopped(machine);
    expect(codes).toEqual(expect.arrayContaining(["file.empty", "disk.several-empty"]));
    // As a person does: pull the stick, edit the file elsewhere, put it back. Only the file is corrected.
    const mark = machine.serial.mark();
    await machine.unplug("stick");
    await machine.waitForSerial("clawdie: the stick is out", { timeoutSeconds: 120, after: mark });
    expect(String(await readSeedFile(stick, "SETUP-RESULT.txt"))).toMatch(/^STOPPED/);
    await writeSeedFiles(stick, { "setup.txt": await readExample("minimal") });
    await machine.plugStick();
    const again = await machine.waitForSerial(/clawdie: RESULT .*"state":"stopped"/, {
      timeoutSeconds: 300,
      after: mark,
    });
    const corrected = parseBoxResult(again.line.text)?.codes;
    expect(corrected).toEqual(expect.arrayContaining(["disk.several-empty"]));
    expect(corrected).not.toEqual(expect.arrayContaining(["file.empty"]));
    expect(machine.serialProblems()).toEqual([]);
    await machine.stop({ timeoutSeconds: 0 });
    expect(String(await readSeedFile(stick, "SETUP-RESULT.txt"))).toMatch(/^STOPPED/);
    expect(await hashOfStart(disks)).toEqual(untouched);
  });
});

async function makeDecoys(folder: string): Promise<DecoyDisk[]> {
  return [
    await makeDecoyDisk(join(folder, "decoy-a.raw"), { kind: "random" }),
    await makeDecoyDisk(join(folder, "decoy-b.raw"), { kind: "gpt" }),
  ];
}

async function bootUntilStopped(machine: VirtualMachine): Promise<{ codes: unknown; shown: string }> {
  await machine.start();
  const { line } = await machine.waitForSerial(/clawdie: RESULT .*"state":"stopped"/, {
    timeoutSeconds: 600,
  });
  expect(machine.serialProblems()).toEqual([]);
  return {
    codes: parseBoxResult(line.text)?.codes,
    shown: machine.serial.lines.map(({ text }) => text).join("\n"),
  };
}

/** Of the first 64 MiB: a partition table, a file system or a pool label would lie there. */
async function hashOfStart(files: readonly string[]): Promise<string[]> {
  const hashes = [];
  for (const file of files) {
    await using handle = await open(file);
    const { buffer } = await handle.read(Buffer.alloc(64 * 1024 ** 2), 0, 64 * 1024 ** 2, 0);
    hashes.push(createHash("sha256").update(buffer).digest("hex"));
  }
  return hashes;
}
