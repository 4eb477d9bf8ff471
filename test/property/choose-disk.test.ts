import fc from "fast-check";
import { expect, test } from "vitest";
import type { Disk, Facts, Partition } from "../../setup/facts/facts.ts";
import type { DiskConsent } from "../../setup/plan/step.ts";
import { chooseDisk } from "../../setup/settings/choose-disk.ts";
import { buildEraseCode } from "../../setup/settings/erase-code.ts";
import { buildDisk, buildPartition } from "../build-disk.ts";
import { buildFacts } from "../build-facts.ts";

const fileSystems = [null, "vfat", "ntfs", "ext4", "zfs_member", "BitLocker", "several"];
const partitionNames = [null, "CLAWDIE-BIOS", "CLAWDIE-EFI", "CLAWDIE-POOL", "CLAWDIE-SEED", "Basic data"];
const signatures = [
  "gpt",
  "PMBR",
  "dos",
  "ntfs",
  "zfs_member",
  "LVM2_member",
  "linux_raid_member",
  "crypto_LUKS",
];
const codes = [null, "K7QX-2M9W"];

const partition = fc
  .record({ fileSystem: fc.constantFrom(...fileSystems), partitionName: fc.constantFrom(...partitionNames) })
  .map((one) => buildPartition(one));

/** Any disk, sane or not: often empty, often of our own make, sometimes held, small or without a name. */
const disk: fc.Arbitrary<Disk> = fc
  .record({
    serial: fc.constantFrom("S1", "S2", "S3", null),
    wwn: fc.constantFrom(null, null, "0x5"),
    sizeBytes: fc.constantFrom(4e9, 64e9, 500e9),
    readOnly: fc.constantFrom(false, false, true),
    usedBy: fc.constantFrom<string[]>(
      [],
      [],
      [],
      ["/mnt"],
      ["/run/clawdie/medium"],
      ["raid1"],
      ["imported pool"],
    ),
    unreadable: fc.constantFrom(null, null, null, "no answer within 20 s"),
    nonZero: fc.boolean(),
    bootCode: fc.boolean(),
    signatures: fc.oneof(fc.constant<string[]>([]), fc.subarray(signatures)),
    label: fc.constantFrom(null, null, "data", "ClawdieSeed"),
    partitions: fc.oneof(fc.constant<Partition[]>([]), fc.array(partition, { maxLength: 4 })),
    claim: fc.option(
      fc.record({
        installId: fc.constant("0".repeat(16)),
        code: fc.constantFrom(...codes),
        clearing: fc.constant(null),
      }),
    ),
    contentHash: fc.constantFrom("", "a".repeat(64), "b".repeat(64)),
  })
  .map((one) => buildDisk(one));

const machine = fc
  .array(disk, { maxLength: 5 })
  .map((disks) => disks.map((one, at) => ({ ...one, path: `/dev/sd${"abcde"[at]}` })));
const rule = fc.constantFrom(null, null, "S1", "/dev/sda", "smallest", "largest", ">=100GB");

/** Nothing whatever was seen on it: written here once more, not by the code under test. */
function holdsNothing(one: Disk): boolean {
  return !one.nonZero && one.signatures.length === 0 && one.partitions.length === 0;
}

function isForeign(one: Disk): boolean {
  return one.partitions.some(({ partitionName }) => !/^CLAWDIE-(BIOS|EFI|POOL)$/.test(partitionName ?? ""));
}

function findChosen(disks: readonly Disk[], path: string): Disk {
  const [chosen, ...more] = disks.filter((one) => one.path === path);
  expect(more).toEqual([]);
  if (chosen === undefined) throw new Error("a disk that does not exist was chosen");
  return chosen;
}

/** The consent's basis is true of the disk. */
function expectReason({ basis }: DiskConsent, chosen: Disk, facts: Facts, code: string | null): void {
  if (basis === "empty") expect(holdsNothing(chosen)).toBe(true);
  if (basis === "unfinished") {
    expect([chosen.claim === null, isForeign(chosen)]).toEqual([false, false]);
  }
  if (basis === "erase-code") expect(buildEraseCode(facts, chosen)).toBe(code);
}

test("a disk that holds data is never chosen without its own code, whatever else is there", () => {
  fc.assert(
    fc.property(machine, rule, fc.nat(5), fc.boolean(), (disks, wanted, which, withCode) => {
      const facts = buildFacts({ disks });
      const target = disks[which];
      const code = withCode && target !== undefined ? buildEraseCode(facts, target) : null;
      const choice = chooseDisk(facts, { INSTALL_DISK: wanted, ERASE_DISK: code });
      if (choice.disk === null) {
        expect(choice.issues).toHaveLength(1);
        return;
      }
      const chosen = findChosen(disks, choice.disk.path);
      expect(choice.consent).toMatchObject({ serial: chosen.serial, contentHash: chosen.contentHash });
      expectReason(choice.consent, chosen, facts, code);
    }),
    { numRuns: 5000 },
  );
});

test("the medium, a seed, a held, read-only, small or unreadable disk is never chosen, whatever setup.txt says", () => {
  fc.assert(
    fc.property(machine, rule, fc.nat(5), fc.boolean(), (disks, wanted, which, withCode) => {
      const facts = buildFacts({ disks });
      const target = disks[which];
      const code = withCode && target !== undefined ? buildEraseCode(facts, target) : null;
      const choice = chooseDisk(facts, { INSTALL_DISK: wanted, ERASE_DISK: code });
      if (choice.disk === null) return;
      const chosen = findChosen(disks, choice.disk.path);
      expect(chosen).toMatchObject({ usedBy: [], readOnly: false, unreadable: null });
      expect(chosen.sizeBytes).toBeGreaterThan(7e9);
      expect(chosen.label).not.toBe("ClawdieSeed");
      expect(chosen.partitions.some(({ partitionName }) => partitionName === "CLAWDIE-SEED")).toBe(false);
    }),
    { numRuns: 5000 },
  );
});

test("where two disks would do, none is chosen: the order in which they are found decides nothing", () => {
  fc.assert(
    fc.property(machine, rule, (disks, wanted) => {
      const wish = { INSTALL_DISK: wanted, ERASE_DISK: null };
      const choice = chooseDisk(buildFacts({ disks }), wish);
      const reversed = chooseDisk(buildFacts({ disks: disks.toReversed() }), wish);
      expect(reversed.disk).toEqual(choice.disk);
      expect(reversed.issues.map(({ code }) => code)).toEqual(choice.issues.map(({ code }) => code));
    }),
    { numRuns: 3000 },
  );
});

test("a code of one computer, disk and content is the code of no other", () => {
  const one = fc.record({
    identity: fc.string(),
    serial: fc.string(),
    contentHash: fc.string({ minLength: 1 }),
  });
  fc.assert(
    fc.property(one, one, (a, b) => {
      fc.pre(JSON.stringify(a) !== JSON.stringify(b));
      const [codeA, codeB] = [a, b].map(({ identity, serial, contentHash }) =>
        buildEraseCode(
          { ...buildFacts(), machine: { vendor: null, model: null, identity } },
          buildDisk({ serial, contentHash }),
        ),
      );
      expect(codeA).not.toBe(codeB);
    }),
    { numRuns: 2000 },
  );
});
