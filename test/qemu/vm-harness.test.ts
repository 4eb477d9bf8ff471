import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeDecoyDisk, verifyDecoyDisk } from "../../iso/vm/decoy-disk.ts";
import { probeAcceleration } from "../../iso/vm/detect-acceleration.ts";
import { createDiskImage } from "../../iso/vm/disk-image.ts";
import type { Firmware } from "../../iso/vm/machine-spec.ts";
import { makeSeedImage, readSeedFile } from "../../iso/vm/make-seed-image.ts";
import type { MachineOptions } from "../../iso/vm/resolve-machine.ts";
import { runProgram } from "../../iso/vm/run-program.ts";
import { VirtualMachine } from "../../iso/vm/virtual-machine.ts";
import { buildTestGuest, findBusybox } from "./build-test-guest.ts";
import { findTestKernel } from "./find-test-kernel.ts";

const found = findTestKernel(process.env, join(import.meta.dirname, "../.."));
const busybox = findBusybox(process.env);
const modules = found?.modules ?? null;
const missing = [
  found === null ? "no kernel: set CLAWDIE_TEST_KERNEL or run npm run image" : null,
  modules === null ? "no kernel modules beside the kernel" : null,
  busybox === null ? "no busybox: install busybox-static or set CLAWDIE_TEST_BUSYBOX" : null,
].filter((reason) => reason !== null);
if (missing.length > 0) console.warn(`vm-harness tests skipped: ${missing.join("; ")}`);

const folder = mkdtempSync(join(tmpdir(), "clawdie-vm-test-"));
const initramfs = join(folder, "initramfs");
const wait = { timeoutSeconds: 120 };

beforeAll(() => {
  if (busybox !== null && modules !== null) writeFileSync(initramfs, buildTestGuest(busybox, modules));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function bootGuest(options: MachineOptions): Promise<VirtualMachine> {
  const kernel = { kernel: found?.kernel ?? "", initramfs, commandLine: "console=ttyS0 quiet panic=-1" };
  // One processor: QEMU before 8.0 may keep code that another processor has just patched, and the kernel patches its
  // own when the first connections open. With two, 1 of 24 of these guests ended in "Oops: int3".
  return VirtualMachine.create({ memoryMebibytes: 512, cpus: 1, kernel, ...options });
}

/** Run a line in the guest's shell and give its first line of output. */
let asked = 0;
async function ask(machine: VirtualMachine, command: string): Promise<string> {
  asked += 1;
  machine.sendSerial(`echo "answer-${asked}: $( ${command} )"\n`);
  const { match } = await machine.waitForSerial(new RegExp(`answer-${asked}: (.*)$`), wait);
  return match[1] ?? "";
}

/** Entries with the flush flag in a `blklogwrites` log: superblock, then per entry a header sector and its data. */
function countFlushes(log: Buffer): number {
  expect(log.readBigUInt64LE(0)).toBe(0x6a736677736872n);
  const entries = Number(log.readBigUInt64LE(16));
  const sectorBytes = log.readUInt32LE(24);
  let flushes = 0;
  for (let entry = 0, place = sectorBytes; entry < entries; entry += 1) {
    const flags = log.readBigUInt64LE(place + 16);
    if ((flags & 1n) === 1n) flushes += 1;
    const data = (flags & 4n) === 4n ? 0 : Number(log.readBigUInt64LE(place + 8)) * sectorBytes;
    place += sectorBytes + data;
  }
  return flushes;
}

/** A server that answers only when `count` requests are waiting: proof that they are open at the same time. */
function startBarrier(count: number): Promise<{ port: number; close: () => void }> {
  const waiting: ServerResponse[] = [];
  const server = createServer((_, response) => {
    waiting.push(response);
    if (waiting.length === count) for (const open of waiting) open.end("all here\n");
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve({ port: (server.address() as AddressInfo).port, close: () => server.closeAllConnections() });
    });
  });
}

test.skipIf(found === null)(
  "the acceleration probe believes only a guest that powered itself off in time",
  async () => {
    expect(await probeAcceleration("tcg", found?.kernel ?? "", 120)).toBe(true);
    expect(await probeAcceleration("tcg", found?.kernel ?? "", 0.5)).toBe(false);
  },
);

describe.skipIf(missing.length > 0)("the VM harness", () => {
  test.each(["bios", "uefi"] as Firmware[])(
    "boots, keeps a disk over a power cut, resets and powers off under %s",
    async (firmware) => {
      const disk = join(folder, `${firmware}.qcow2`);
      const writeLog = join(folder, `${firmware}.log`);
      await createDiskImage(disk, "qcow2", 64 * 1024 * 1024);
      writeFileSync(writeLog, "");
      const serialLog = join(folder, `${firmware}-serial.txt`);
      await using machine = await bootGuest({
        firmware,
        serialLog,
        disks: [{ file: disk, serial: "CUT-ME", writeLog }],
      });
      await machine.start();
      await machine.waitForSerial("guest: ready", wait);
      expect(await ask(machine, "cat /sys/block/vda/serial")).toBe("CUT-ME");
      expect(
        await ask(machine, "echo survived | dd of=/dev/vda conv=fsync 2>/dev/null && echo written"),
      ).toBe("written");

      await machine.cutPower();
      expect(machine.running).toBe(false);
      await machine.start();
      await machine.waitForSerial("guest: ready", wait);
      expect(await ask(machine, "head -n 1 /dev/vda")).toBe("survived");
      await ask(machine, "echo again | dd of=/dev/vda seek=8 conv=fsync 2>/dev/null");

      await machine.reset();
      await machine.waitForSerial("guest: ready", wait);
      machine.sendSerial("poweroff -f\n");
      await machine.waitForPowerOff(wait);
      expect(machine.serial.powerOn).toBe(2);
      expect(machine.stages([{ name: "ready", pattern: /guest: ready/ }])).toHaveProperty("ready 2");
      expect(machine.serialProblems()).toEqual([]);
      expect(readFileSync(serialLog, "utf8")).toMatch(/--- power on 2 ---[\s\S]*guest: ready/);
      // The cache drops flushes on the way to the host, but the log has them.
      expect(countFlushes(readFileSync(writeLog))).toBeGreaterThan(0);
    },
  );

  test("links go down and up, and ten parallel long polls reach a server of the host", async () => {
    const barrier = await startBarrier(10);
    const guestForwards = [
      { guestAddress: "10.0.2.100", guestPort: 8081, hostAddress: "127.0.0.1", hostPort: barrier.port },
    ];
    await using machine = await bootGuest({ firmware: "bios", linkDown: true, guestForwards });
    await machine.start();
    await machine.waitForSerial("guest: ready", wait);
    expect(await ask(machine, "cat /sys/class/net/eth0/carrier")).toBe("0");
    await machine.setLink("up");
    expect(await ask(machine, "until grep -q 1 /sys/class/net/eth0/carrier; do sleep 1; done; echo up")).toBe(
      "up",
    );

    const polls = "for n in 1 2 3 4 5 6 7 8 9 10; do wget -q -O - http://10.0.2.100:8081/ & done; wait";
    expect(await ask(machine, `(${polls}) | grep -c 'all here'`)).toBe("10");
    const outside = `wget -q -O - http://10.0.2.2:${barrier.port}/ >/dev/null 2>&1 && echo open || echo closed`;
    expect(await ask(machine, outside)).toBe("closed");
    barrier.close();
  });

  test("a stick is written to, pulled and plugged in again while decoys stay as they are", async () => {
    const stick = join(folder, "stick.img");
    await makeSeedImage(stick, { "setup.txt": "ASSISTANT_NAME=Test\r\n" }, "gpt");
    const decoys = await Promise.all([
      makeDecoyDisk(join(folder, "decoy-1.img"), { kind: "gpt" }),
      makeDecoyDisk(join(folder, "decoy-2.img"), { kind: "random" }),
    ]);
    const disks = decoys.map(({ file, format }) => ({ file, format }));
    await using machine = await bootGuest({ firmware: "bios", stick: { file: stick }, disks });
    await machine.start();
    await machine.waitForSerial("guest: ready", wait);
    expect(
      await ask(machine, "until [ -e /sys/block/sda/sda1 ]; do sleep 1; done; cat /sys/block/sda/removable"),
    ).toBe("1");
    expect(await ask(machine, "dd if=/dev/sda1 bs=512 count=1 2>/dev/null | grep -c CLAWDIESEED")).toBe("1");
    await machine.unplug("stick");
    expect(await ask(machine, "while [ -e /sys/block/sda ]; do sleep 1; done; echo gone")).toBe("gone");
    await machine.plugStick();
    expect(await ask(machine, "until ls /sys/block | grep -q sd; do sleep 1; done; echo back")).toBe("back");
    await machine.screenshot(join(folder, "screen.png"));
    expect(readFileSync(join(folder, "screen.png")).toString("latin1", 1, 4)).toBe("PNG");
    await machine.destroy();
    expect((await readSeedFile(stick, "SETUP.TXT"))?.toString()).toBe("ASSISTANT_NAME=Test\r\n");
    for (const decoy of decoys) await verifyDecoyDisk(decoy);
  });

  test("a machine that is to be started anew goes on after a restart of its guest, without the stick that was pulled", async () => {
    const stick = join(folder, "restart-stick.img");
    await makeSeedImage(stick, { "setup.txt": "ASSISTANT_NAME=Test\r\n" }, "gpt");
    await using machine = await bootGuest({
      ...{ firmware: "uefi", stick: { file: stick, bootIndex: null }, restartAnew: true },
    });
    await machine.start();
    await machine.waitForSerial("guest: ready", wait);
    await machine.unplug("stick");
    const before = machine.pid;
    const mark = machine.serial.mark();
    machine.sendSerial("reboot -f\n");
    await machine.waitForSerial("guest: ready", { ...wait, after: mark });
    expect(machine.pid).not.toBe(before);
    expect(machine.serial.powerOn).toBe(1);
    expect(await ask(machine, "ls /sys/block | grep -c sd")).toBe("0");
    await machine.plugStick();
    expect(await ask(machine, "until ls /sys/block | grep -q sd; do sleep 1; done; echo back")).toBe("back");
    await machine.reset();
    await machine.waitForSerial("guest: ready", wait);
    machine.sendSerial("reboot -f\n");
    await machine.cutPower();
    expect(machine.running).toBe(false);
    await machine.start();
    await machine.waitForSerial("guest: ready", wait);
    machine.sendSerial("poweroff -f\n");
    await machine.waitForPowerOff(wait);
    expect(machine.running).toBe(false);
    expect(machine.serial.powerOn).toBe(2);
  });

  test.each(["bios", "uefi"] as Firmware[])("a GRUB stick boots under %s", async (firmware) => {
    const image = join(folder, `grub-${firmware}.img`);
    const grub = join(folder, `grub-${firmware}.cfg`);
    const line = "linux /vmlinuz console=ttyS0 quiet panic=-1";
    writeFileSync(
      grub,
      `serial\nterminal_output serial\necho stick: hello\n${line}\ninitrd /initramfs\nboot\n`,
    );
    const files = [`boot/grub/grub.cfg=${grub}`, `vmlinuz=${found?.kernel}`, `initramfs=${initramfs}`];
    await runProgram("grub-mkrescue", ["-o", image, ...files]);
    await using machine = await VirtualMachine.create({
      firmware,
      memoryMebibytes: 512,
      stick: { file: image },
    });
    await machine.start();
    await machine.waitForSerial("stick: hello", wait);
    await machine.waitForSerial("guest: ready", wait);
  });

  test("faults reach the guest as errors, and a QEMU that cannot start says why", async () => {
    const disk = join(folder, "faulty.qcow2");
    await createDiskImage(disk, "qcow2", 64 * 1024 * 1024);
    const full = { operation: "write", errorNumber: 28, sector: null, once: false } as const;
    await using machine = await bootGuest({ firmware: "bios", disks: [{ file: disk, faults: [full] }] });
    await machine.start();
    await machine.waitForSerial("guest: ready", wait);
    expect(
      await ask(machine, "echo x | dd of=/dev/vda conv=fsync 2>/dev/null && echo written || echo refused"),
    ).toBe("refused");

    await using broken = await VirtualMachine.create({ disks: [{ file: join(folder, "absent.qcow2") }] });
    await expect(broken.start()).rejects.toThrow(/absent\.qcow2/);
    expect(broken.running).toBe(false);
  });

  test("every disk interface and the CD drive are there, and a virtio disk can be pulled", async () => {
    const interfaces = ["virtio", "ahci", "nvme", "usb", "ahci", "virtio"] as const;
    const files = interfaces.map((_, index) => join(folder, `interface-${index}.qcow2`));
    for (const file of files) await createDiskImage(file, "qcow2", 64 * 1024 * 1024);
    const disks = interfaces.map((kind, index) => ({ file: files[index] ?? "", interface: kind }));
    const cdrom = join(folder, "cd.iso");
    await createDiskImage(cdrom, "raw", 1024 * 1024);
    await using machine = await bootGuest({ firmware: "bios", disks, cdrom: { file: cdrom } });
    await machine.start();
    await machine.waitForSerial("guest: ready", wait);
    const blocks = (await machine.qmp("query-block")) as unknown[];
    expect(blocks).toHaveLength(interfaces.length + 1);
    expect(await ask(machine, "ls -d /sys/block/vd* | wc -l")).toBe("2");
    await machine.unplug("disk0");
    expect(await ask(machine, "ls -d /sys/block/vd* | wc -l")).toBe("1");
  });
});
