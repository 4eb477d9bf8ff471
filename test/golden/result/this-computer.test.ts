import { expect, test } from "vitest";
import { renderThisComputer } from "../../../firstboot/this-computer.ts";
import type { Facts } from "../../../setup/facts/facts.ts";
import { buildDisk, buildPartition, buildUnfinishedDisk } from "../../build-disk.ts";
import { buildFacts } from "../../build-facts.ts";

const windows = buildDisk({
  path: "/dev/nvme0n1",
  model: "Samsung SSD 980 PRO with Heatsink and an unusually long name 1TB",
  serial: "S5GXNF0R123456",
  sizeBytes: 1_000_204_886_016,
  transport: "nvme",
  signatures: ["gpt", "PMBR"],
  nonZero: true,
  bootCode: true,
  partitions: [
    buildPartition({
      path: "/dev/nvme0n1p1",
      sizeBytes: 104_857_600,
      fileSystem: "vfat",
      partitionName: "EFI system partition",
    }),
    buildPartition({
      path: "/dev/nvme0n1p3",
      sizeBytes: 999e9,
      label: "Évil\u001b[2J",
      fileSystem: "ntfs",
    }),
  ],
});
const seed = buildDisk({
  path: "/dev/sdb",
  partitions: [buildPartition({ path: "/dev/sdb1", partitionName: "CLAWDIE-SEED", fileSystem: "vfat" })],
});

const computers: Readonly<Record<string, Facts>> = {
  "office-pc": buildFacts({
    machine: { ...buildFacts().machine, vendor: "LENOVO", model: "ThinkCentre M710q" },
    memoryBytes: 8_264_523_776,
    processors: 4,
    disks: [
      windows,
      buildDisk({ removable: true, transport: "usb", path: "/dev/sda", serial: null }),
      buildUnfinishedDisk({ path: "/dev/sdc", serial: "U1" }),
      buildDisk({ path: "/dev/sdd", sizeBytes: 4e9, serial: "SMALL", readOnly: true }),
      seed,
    ],
    interfaces: [
      { name: "enp2s0", hardwareAddress: "6c:4b:90:00:00:01", carrier: false, addresses: [] },
      {
        name: "enp3s0",
        hardwareAddress: "6c:4b:90:00:00:02",
        carrier: true,
        addresses: ["192.168.1.20/24", "2001:db8::20/64"],
      },
    ],
  }),
  "bare-bones": buildFacts({
    machine: { ...buildFacts().machine, vendor: null, model: null },
    firmware: "bios",
    clock: "1970-01-01T00:00:10.000Z",
    disks: [seed],
    interfaces: [],
  }),
};

test.each(Object.entries(computers))("THIS-COMPUTER.txt of %s", async (name, facts) => {
  const text = renderThisComputer(facts, "0.1.0");
  await expect(text).toMatchFileSnapshot(`./this-computer-${name}.txt`);
  for (const line of text.split("\n")) {
    expect([...line].length).toBeLessThanOrEqual(72);
    expect(line).not.toMatch(/\p{Cc}/u);
  }
});

test("every disk is there with its serial number, apart from the stick", () => {
  const text = renderThisComputer(computers["office-pc"] ?? buildFacts(), "0.1.0");
  for (const serial of ["S5GXNF0R123456", "U1", "SMALL"]) expect(text).toContain(`INSTALL_DISK=${serial}`);
  expect(text).not.toContain("/dev/sdb");
});
