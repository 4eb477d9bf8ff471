import { constants } from "node:fs";
import { access, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { execa } from "execa";
import { describe, expect, test, vi } from "vitest";
import { probeDisk } from "../../../setup/facts/probe-disk.ts";
import type { Device, Host } from "../../../setup/host/host.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { claimPlace } from "../../../setup/plan/disk-claim.ts";
import type { DiskConsent, Step, TargetDisk } from "../../../setup/plan/step.ts";
import { chooseDisk } from "../../../setup/settings/choose-disk.ts";
import { seeDisks } from "../../../setup/settings/see-disks.ts";
import { handlers } from "../../../setup/steps/handlers.ts";
import { buildDisk } from "../../build-disk.ts";
import { buildFacts } from "../../build-facts.ts";
import { buildTempRoot } from "../../build-temp-root.ts";
import { outcomesOf, runSteps } from "../../run-steps.ts";
import { buildImage, diskKinds, put } from "./disk-images.ts";

// Dozens of tools, one after the other, on computers that do other things as well.
vi.setConfig({ testTimeout: 300_000 });

/** Sparse: room for our three partitions. */
const diskBytes = 1024 ** 3;
const installId = "0123456789abcdef";
const mebibyte = 1024 ** 2;

interface Machine {
  readonly host: Host;
  readonly image: string;
  /** What the kernel says of the disk; tests change it. */
  readonly says: { serial: string; size: number };
  /** Writes that still reach the disk; the rest is lost and fails, as in a power cut. */
  writesLeft: number;
}

/** A machine whose only disk is an image: reads, writes and tools are real; only what the kernel knows is told here. */
async function buildMachine(kind?: string): Promise<Machine> {
  const root = await buildTempRoot();
  const image = join(root, "disk.img");
  await buildImage(image, kind === undefined ? async () => {} : makerOf(kind), diskBytes);
  const real = createLinuxHost(root);
  const says = { serial: "S1", size: diskBytes };
  const machine: Machine = { host: real, image, says, writesLeft: Number.POSITIVE_INFINITY };
  const run: Host["run"] = async (command, args, options) => {
    const told = { lsblk: JSON.stringify({ blockdevices: [says] }), blockdev: "512\n", udevadm: "" };
    if (command in told) return { exitCode: 0, stdout: told[command as "lsblk"], stderr: "" };
    return real.run(command, args, options);
  };
  const withDevice: Host["withDevice"] = (path, work) =>
    real.withDevice(path, (device) => work(limit(device, machine)));
  const host: Host = { ...real, run, withDevice, at: () => host };
  return Object.assign(machine, { host });
}

function limit(device: Device, machine: Machine): Device {
  return {
    write: async (offset, bytes) => {
      machine.writesLeft -= 1;
      if (machine.writesLeft < 0) throw new Error("power cut");
      await device.write(offset, bytes);
    },
  };
}

function makerOf(kind: string) {
  const [make] = diskKinds[kind] ?? [];
  if (make === undefined) throw new Error(`no such kind: ${kind}`);
  return make;
}

/** What the next start sees and decides. */
async function decide({ host, image, says }: Machine, code: string | null = null) {
  const content = await probeDisk(host, image, { serial: says.serial, sizeBytes: says.size });
  // As large as a real one, for the choice only.
  const disk = buildDisk({ ...content, path: image, serial: says.serial });
  const facts = buildFacts({ disks: [disk] });
  return { choice: chooseDisk(facts, { INSTALL_DISK: null, ERASE_DISK: code }), seen: seeDisks(facts)[0] };
}

async function consentTo(machine: Machine) {
  const code = (await decide(machine)).seen?.eraseCode ?? null;
  const { choice } = await decide(machine, code);
  if (choice.consent === null) throw new Error(choice.issues[0]?.message ?? "");
  return { code, consent: { ...choice.consent, sizeBytes: diskBytes } };
}

function buildSteps(machine: Machine, consent: DiskConsent): Step[] {
  const disk: TargetDisk = { path: machine.image, serial: "S1", model: null, sizeBytes: diskBytes };
  const base = { title: "Test", disk, installId };
  return [
    { id: "claim-disk", kind: "claim-disk", ...base, consent },
    { id: "partition-disk", kind: "partition-disk", ...base },
  ];
}

async function run(machine: Machine, steps: readonly Step[]): Promise<string[]> {
  return outcomesOf(await runSteps(machine.host, steps, handlers));
}

async function readAt(image: string, offset: number, length: number): Promise<Buffer> {
  await using handle = await open(image);
  return (await handle.read(Buffer.alloc(length), 0, length, offset)).buffer;
}

async function signaturesOf(machine: Machine): Promise<readonly string[]> {
  return (await probeDisk(machine.host, machine.image, { serial: "S1", sizeBytes: diskBytes })).signatures;
}

describe("taking a disk", () => {
  test("that is empty: mark, partitions, and nothing to do the second time", async () => {
    const machine = await buildMachine();
    const { consent } = await consentTo(machine);
    expect(consent.basis).toBe("empty");
    const steps = buildSteps(machine, consent);
    expect(await run(machine, steps)).toEqual(["done", "done"]);
    const before = await readAt(machine.image, 0, mebibyte);
    expect(await run(machine, steps)).toEqual(["skipped", "skipped"]);
    expect((await readAt(machine.image, 0, mebibyte)).equals(before)).toBe(true);
  });

  test.each([
    "NTFS",
    "NTFS in a partition",
    "LUKS 2",
    "LVM",
    "RAID member, superblock 1.0",
    "ZFS, last label",
  ])(
    "with %s: nothing of it is found any more, its middle is as it was, and its code works no second time",
    async (kind) => {
      const machine = await buildMachine(kind);
      const middle = Buffer.from("the middle of a partition is nobody's label");
      for (const place of [20, 300, 700]) await put(machine.image, place * mebibyte, middle);
      const { code, consent } = await consentTo(machine);
      expect(consent.basis).toBe("erase-code");
      expect(await run(machine, buildSteps(machine, consent))).toEqual(["done", "done"]);
      expect(await signaturesOf(machine)).toEqual(["gpt", "PMBR"]);
      for (const place of [20, 300, 700]) {
        expect((await readAt(machine.image, place * mebibyte, middle.length)).equals(middle)).toBe(true);
      }
      await run(machine, [
        { ...(buildSteps(machine, consent)[1] as Step), id: "release", kind: "release-disk" } as Step,
      ]);
      await put(machine.image, 0, Buffer.from("boot code"));
      expect((await decide(machine, code)).choice.issues[0]?.code).toBe("disk.erase-code-old");
    },
  );

  test("no ghost of an old pool is left at either end of the disk or of our partitions", async () => {
    const label = gunzipSync(await readFile(join(import.meta.dirname, "recorded/zfs-label.gz")));
    const machine = await buildMachine();
    const pool = 514 * mebibyte;
    const poolEnd = diskBytes - mebibyte;
    const places = [0, label.length, pool, pool + label.length];
    places.push(poolEnd - 2 * label.length, poolEnd - label.length, diskBytes - label.length);
    for (const place of places) await put(machine.image, place, label);
    const { consent } = await consentTo(machine);
    expect(await run(machine, buildSteps(machine, consent))).toEqual(["done", "done"]);
    for (const place of places) {
      expect((await readAt(machine.image, place, label.length)).includes("pool_guid"), String(place)).toBe(
        false,
      );
    }
  });
});

describe("a disk is left as it is, to the last byte looked at, when", () => {
  const original = async (machine: Machine) => [
    await readAt(machine.image, 0, 3 * mebibyte),
    await readAt(machine.image, diskBytes - 3 * mebibyte, 3 * mebibyte),
  ];

  test.each<readonly [string, (machine: Machine) => unknown, RegExp]>([
    [
      "its serial number is another",
      ({ says }) => Object.assign(says, { serial: "S2" }),
      /serial number is S2/,
    ],
    ["its size is another", ({ says }) => Object.assign(says, { size: 5 }), /size is 5 bytes/],
    [
      "its content has changed since consent was given",
      ({ image }) => put(image, 5000, Buffer.from("new")),
      /what is on it has changed/,
    ],
  ])("%s", async (_, change, reason) => {
    const machine = await buildMachine("ext4");
    const { consent } = await consentTo(machine);
    await change(machine);
    const before = await original(machine);
    expect((await run(machine, buildSteps(machine, consent)))[0]).toMatch(reason);
    expect(await original(machine)).toEqual(before);
  });

  test("consent was given for another disk", async () => {
    const machine = await buildMachine("ext4");
    const { consent } = await consentTo(machine);
    const before = await original(machine);
    const [failure] = await run(machine, buildSteps(machine, { ...consent, serial: "S2" }));
    expect(failure).toMatch(/consent was given for another one/);
    expect(await original(machine)).toEqual(before);
  });

  test.each(["partition-disk", "format-esp", "create-pool"] as const)(
    "%s finds no mark of its own attempt on it",
    async (kind) => {
      const machine = await buildMachine();
      const { consent } = await consentTo(machine);
      const [claim, partition] = buildSteps(machine, consent) as [Step, Step];
      const handler = handlers[kind] as { apply(step: Step, host: Host): Promise<void> };
      const before = await original(machine);
      await expect(handler.apply(partition, machine.host)).rejects.toThrow(/mark of this installation/);
      expect(await original(machine)).toEqual(before);
      await run(machine, [claim]);
      const other = { ...partition, installId: "f".repeat(16) } as Step;
      const taken = await original(machine);
      await expect(handler.apply(other, machine.host)).rejects.toThrow(/mark of this installation/);
      expect(await original(machine)).toEqual(taken);
    },
  );
});

describe("a power cut while a disk is taken", () => {
  test.each(["NTFS in a partition", "LUKS 2", "ZFS, first label"])(
    "with %s on it: after every number of writes the next start goes on with the same setup.txt",
    async (kind) => {
      const machine = await buildMachine(kind);
      const original = `${machine.image}.original`;
      const copy = (from: string, to: string) => execa("cp", ["--sparse=always", from, to]);
      await copy(machine.image, original);
      const { code, consent } = await consentTo(machine);
      for (let writes = 0; ; writes += 1) {
        await copy(original, machine.image);
        machine.writesLeft = writes;
        const [claim] = buildSteps(machine, consent) as [Step];
        const [outcome] = await run(machine, [claim]);
        machine.writesLeft = Number.POSITIVE_INFINITY;
        const { choice } = await decide(machine, code);
        expect(choice.consent?.basis, `${writes} writes`).toMatch(/^(erase-code|unfinished)$/);
        if (outcome === "done") break;
        expect(outcome).toMatch(/power cut/);
      }
    },
  );
});

const canLoop = await access("/dev/loop-control", constants.R_OK | constants.W_OK).then(
  () => process.getuid?.() === 0,
  () => false,
);

describe.skipIf(!canLoop)("a real block device (root and /dev/loop-control needed)", () => {
  test("that something else holds is refused, and taken once it is free", async () => {
    const machine = await buildMachine();
    const { stdout } = await execa("/usr/sbin/losetup", ["--find", "--show", machine.image]);
    try {
      const holder = await open(stdout, constants.O_RDONLY | constants.O_EXCL);
      const write = () =>
        machine.host.withDevice(stdout, (device) => device.write(claimPlace.offset, Buffer.from("x")));
      await expect(write()).rejects.toThrow(/in use by something else/);
      await holder.close();
      await write();
    } finally {
      await execa("/usr/sbin/losetup", ["--detach", stdout]);
    }
    expect(String(await readAt(machine.image, claimPlace.offset, 1))).toBe("x");
  });

  test("that takes no write is called broken, with the reason and what to do", async () => {
    const { host } = await buildMachine();
    const write = host.withDevice("/dev/full", (device) => device.write(0, Buffer.from("x")));
    await expect(write).rejects.toMatchObject({
      message: "/dev/full could not be written to (ENOSPC)",
      hint: expect.stringContaining("try another one"),
    });
  });

  test("that is read-only can be looked at, and not taken", async () => {
    const machine = await buildMachine("NTFS");
    const { stdout } = await execa("/usr/sbin/losetup", ["--find", "--show", "--read-only", machine.image]);
    try {
      const content = await probeDisk(machine.host, stdout, { serial: "S1", sizeBytes: diskBytes });
      expect(content).toMatchObject({ unreadable: null, label: "Windows" });
      const write = () => machine.host.withDevice(stdout, (device) => device.write(0, Buffer.alloc(512)));
      await expect(write()).rejects.toThrow();
    } finally {
      await execa("/usr/sbin/losetup", ["--detach", stdout]);
    }
  });
});
