import { expect, test } from "vitest";
import { buildQemuArguments } from "../../iso/vm/build-qemu-arguments.ts";
import type { MachineSpec } from "../../iso/vm/machine-spec.ts";
import { type MachineOptions, resolveMachine } from "../../iso/vm/resolve-machine.ts";

async function buildArguments(options: MachineOptions): Promise<string[]> {
  const spec: MachineSpec = await resolveMachine({ sshPort: 2222, ...options }, "/run/vm");
  return buildQemuArguments(spec);
}

/** The values of one option, JSON ones parsed. */
function valuesOf(list: readonly string[], option: string): unknown[] {
  const values = list.filter((_, index) => list[index - 1] === option);
  return values.map((value) => (value.startsWith("{") ? JSON.parse(value) : value));
}

test("a UEFI machine with every kind of disk, a stick, a CD and forwards", async () => {
  const list = await buildArguments({
    disks: [
      { file: "/d/a.qcow2", serial: "A1" },
      { file: "/d/b.img", format: "raw", interface: "ahci", cache: "writeback" },
      { file: "/d/c.qcow2", interface: "nvme", bootIndex: null },
      { file: "/d/d.qcow2", interface: "usb" },
    ],
    stick: { file: "/d/stick.img" },
    cdrom: { file: "/d/cd.iso" },
    guestForwards: [
      { guestAddress: "10.0.2.100", guestPort: 8081, hostAddress: "127.0.0.1", hostPort: 9000 },
    ],
    hostForwards: [{ hostPort: 8443, guestPort: 443 }],
    extraArgs: ["-no-reboot"],
  });
  expect(list).toMatchSnapshot();
});

test("a BIOS machine under KVM with a kernel of its own", async () => {
  const kernel = { kernel: "/k/vmlinuz", initramfs: "/k/initramfs", commandLine: "console=ttyS0 quiet" };
  const hardware = {
    rtcBase: "1970-01-01",
    uuid: "11111111-2222-3333-4444-555555555555",
    memoryMebibytes: 512,
    cpus: 1,
  };
  const list = await buildArguments({
    firmware: "bios",
    acceleration: "kvm",
    kernel,
    ...hardware,
    sshPort: null,
  });
  expect(list).toMatchSnapshot();
});

test("a guest's restart ends QEMU when asked to, and never while a write log is kept", async () => {
  expect(await buildArguments({ restartAnew: true })).toContain("-no-reboot");
  expect(await buildArguments({})).not.toContain("-no-reboot");
  const disks = [{ file: "/d/a.qcow2", writeLog: "/d/a.log" }];
  expect(await buildArguments({ restartAnew: true, disks })).not.toContain("-no-reboot");
});

test("the write log stands above the file whose cache drops flushes, and faults above the write log", async () => {
  const fault = { operation: "write", errorNumber: 5, sector: 2048, once: true } as const;
  const list = await buildArguments({
    disks: [{ file: "/d/a.qcow2", writeLog: "/d/a.log", faults: [fault] }],
  });
  expect(valuesOf(list, "-blockdev")[0]).toMatchObject({
    driver: "blkdebug",
    "node-name": "disk0-node",
    "inject-error": [{ event: "none", iotype: "write", errno: 5, once: true, sector: 2048 }],
    image: { driver: "blklogwrites", file: { driver: "qcow2", file: { cache: { "no-flush": true } } } },
  });
  expect(JSON.stringify(valuesOf(list, "-blockdev")[0])).not.toMatch(/"blklogwrites","cache"/);
});

test("commas in paths are doubled where QEMU splits at them", async () => {
  const list = await buildArguments({ uefiVariables: "/d/a,b.fd", disks: [{ file: "/d/c,d.qcow2" }] });
  expect(valuesOf(list, "-drive")).toContain("if=pflash,format=raw,unit=1,file=/d/a,,b.fd");
  expect(valuesOf(list, "-blockdev")[0]).toMatchObject({ file: { filename: "/d/c,d.qcow2" } });
});

test("a machine that counts instructions has one thread for all processors, and a clock made of them", async () => {
  const list = await buildArguments({ countInstructions: true });
  expect(valuesOf(list, "-accel")).toEqual(["tcg,thread=single"]);
  expect(valuesOf(list, "-icount")).toEqual(["shift=1,sleep=on"]);
  expect(valuesOf(list, "-rtc")).toEqual(["base=utc,clock=vm"]);
});
