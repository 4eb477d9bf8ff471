import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { gunzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { makeDecoyDisk, verifyDecoyDisk } from "../../iso/vm/decoy-disk.ts";
import { findFreePort } from "../../iso/vm/find-free-port.ts";
import { copyStickWithSeed, readSeedFile, writeSeedFiles } from "../../iso/vm/make-seed-image.ts";
import { parseBoxResult } from "../../iso/vm/serial-stages.ts";
import { VirtualMachine } from "../../iso/vm/virtual-machine.ts";
import { probeDisk } from "../../setup/facts/probe-disk.ts";
import { createLinuxHost } from "../../setup/host/linux-host.ts";
import { buildImage, diskKinds, put } from "../integration/disks/disk-images.ts";
import { startTelegram } from "../stand-ins/telegram/start-telegram.ts";
import { findMedium, readExample } from "./story-files.ts";
import { withStoryFolder } from "./temporary-folder.ts";
import { waitForResult } from "./wait-for-result.ts";

const diskBytes = 8 * 1024 ** 3;
const decoyBytes = 64 * 1024 ** 2;

test("a disk with Windows is refused with its code and kept; with the code in setup.txt the box goes on by itself and installs on it, and on no other", async () => {
  await withStoryFolder("with-data", async (folder) => {
    const windows = await makeWindowsDisk(join(folder, "windows.raw"));
    const foreignPool = await makeForeignPool(join(folder, "pool.raw"));
    const family = await makeDecoyDisk(join(folder, "family.raw"), { kind: "gpt" });
    const before = await hashFile(windows);
    const stick = join(folder, "stick.img");
    const telegram = await startOwnersTelegram();
    const text = `${await readExample("minimal")}\r\nTELEGRAM_API_ROOT=http://10.0.2.100:8081\r\n`;
    await copyStickWithSeed(await findMedium("img"), stick, { "setup.txt": text });
    await using machine = await VirtualMachine.create({
      firmware: "uefi",
      stick: { file: stick },
      disks: [
        { file: foreignPool.file, format: "raw" as const, serial: "FOREIGN-POOL-01" },
        { file: windows, format: "raw" as const, serial: "WINDOWS-DISK-01" },
        { file: family.file, format: "raw" as const, serial: "FAMILY-DISK-01" },
      ],
      guestForwards: [
        { guestAddress: "10.0.2.100", guestPort: 8081, hostAddress: "127.0.0.1", hostPort: telegram.port },
      ],
      serialLog: join(folder, "serial.log"),
    });
    await machine.start();
    const refused = await machine.waitForSerial(/clawdie: RESULT .*"state":"stopped"/, {
      timeoutSeconds: 600,
    });
    expect(parseBoxResult(refused.line.text)?.codes).toEqual(expect.arrayContaining(["disk.none-empty"]));
    // The live system gets itself an address, and tells the owner.
    const message = await telegram.waitForMessage(({ chatId }) => chatId === ownerId, 300);
    expect(message.text).toMatch(/^STOPPED: Nothing was installed, and no disk was changed\./);

    const mark = machine.serial.mark();
    await machine.unplug("stick");
    await machine.waitForSerial("clawdie: the stick is out", { timeoutSeconds: 120, after: mark });
    expect(await hashFile(windows), "the refused disk was written to").toBe(before);
    const told = String(await readSeedFile(stick, "SETUP-RESULT.txt"));
    const lines = told.split(/\r?\n/);
    const at = lines.findIndex((line) => line.includes("WINDOWS-DISK-01"));
    expect(lines[at + 1]).toMatch(/Windows \(NTFS\), label "Windows"/);
    const code = /ERASE_DISK=(\S+)/.exec(lines[at + 2] ?? "")?.[1] ?? "no code";
    expect(String(await readSeedFile(stick, "THIS-COMPUTER.txt"))).toContain(code);

    await writeSeedFiles(stick, { "setup.txt": `${text}\r\nERASE_DISK=${code}\r\n` });
    await machine.plugStick();
    await waitForResult(machine, "installed", 1200, mark);
    await machine.stop({ timeoutSeconds: 0 });
    expect(machine.serialProblems()).toEqual([]);
    expect(telegram.sent).toHaveLength(1);

    const disk = { serial: "WINDOWS-DISK-01", sizeBytes: diskBytes };
    const now = await probeDisk(createLinuxHost(), windows, disk);
    expect(now).toMatchObject({ claim: null, bootCode: true });
    expect(now.partitions.map(({ partitionName }) => partitionName)).toEqual([
      ...["CLAWDIE-BIOS", "CLAWDIE-EFI", "CLAWDIE-POOL"],
    ]);
    expect(await hashFile(foreignPool.file), "a pool called zroot was touched").toBe(foreignPool.sha256);
    await verifyDecoyDisk(family);
  });
});

/** Of the example `minimal`. */
const ownerId = 424242424;

async function startOwnersTelegram() {
  const botToken = /^TELEGRAM_BOT_TOKEN=(\S+)/m.exec(await readExample("minimal"))?.[1] ?? "";
  const port = await findFreePort();
  const telegram = await startTelegram({ port, botToken, users: [{ id: ownerId }] });
  onTestFinished(() => telegram.close());
  return { ...telegram, port };
}

/** As large as a real one, with NTFS in its first partition. */
async function makeWindowsDisk(file: string): Promise<string> {
  const [make] = diskKinds["NTFS in a partition"] ?? [];
  if (make === undefined) throw new Error("no such kind of disk");
  await buildImage(file, make, diskBytes);
  return file;
}

/** All four labels of a pool called zroot that belongs to somebody else. */
async function makeForeignPool(file: string): Promise<{ file: string; sha256: string }> {
  const recorded = join(import.meta.dirname, "../integration/disks/recorded/zfs-label.gz");
  const label = gunzipSync(await readFile(recorded));
  await writeFile(file, "");
  await truncate(file, decoyBytes);
  for (const offset of [0, label.length, -label.length, -2 * label.length]) await put(file, offset, label);
  return { file, sha256: await hashFile(file) };
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
