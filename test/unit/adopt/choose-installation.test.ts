import { describe, expect, test } from "vitest";
import {
  type AdoptWish,
  chooseInstallation,
  explainFound,
} from "../../../setup/adopt/choose-installation.ts";
import type { Disk, Facts } from "../../../setup/facts/facts.ts";
import { markComputer } from "../../../setup/plan/pool-identity.ts";
import {
  buildDisk,
  buildInstallation,
  buildInstalledDisk,
  buildPartition,
  buildUnfinishedDisk,
  buildWindowsDisk,
} from "../../build-disk.ts";
import { buildFacts } from "../../build-facts.ts";

const wish: AdoptWish = {
  ...{ INSTALL_MODE: "adopt", INSTALL_DISK: null, ERASE_DISK: null, ALLOW_IDENTITY_CHANGE: null },
};
const second = buildInstalledDisk({
  ...{ path: "/dev/sdb", serial: "S2" },
  installation: buildInstallation({ installId: "f".repeat(16), poolGuid: "99", hostname: "other" }),
});
const copy = buildInstalledDisk({ path: "/dev/sdb", serial: "S2" });
const damaged = buildInstalledDisk({
  installation: { state: "unclear", reason: "its boot menu is missing" },
});
/** A pool called zroot, on a disk that is not ours: it is never looked into. */
const foreign = buildDisk({
  ...{ nonZero: true, signatures: ["gpt", "PMBR"] },
  partitions: [buildPartition({ partitionName: "zfs0", fileSystem: "zfs_member", label: "zroot" })],
});
const elsewhere = buildInstalledDisk({ installation: buildInstallation({ computer: "0".repeat(16) }) });
const here = buildInstalledDisk({
  installation: buildInstallation({ computer: markComputer(buildFacts()) }),
});
const stick = buildInstalledDisk({ usedBy: ["/run/clawdie/medium"] });

const yes = { ALLOW_IDENTITY_CHANGE: true } as const;

test.each<readonly [string, readonly Disk[], Partial<AdoptWish>, string]>([
  ["no disk", [], {}, "adopt.none"],
  ["empty, Windows, unfinished", [buildDisk(), buildWindowsDisk(), buildUnfinishedDisk()], {}, "adopt.none"],
  ["a foreign pool called zroot", [foreign], {}, "adopt.none"],
  ["the stick itself", [stick], {}, "adopt.none"],
  ["two installations", [buildInstalledDisk(), second], {}, "adopt.several"],
  [
    "two that a size rule lets through",
    [buildInstalledDisk(), second],
    { INSTALL_DISK: ">=1GB" },
    "adopt.several",
  ],
  ["two, permission given", [buildInstalledDisk(), second], yes, "adopt.several"],
  ["a whole and a damaged one", [damaged, second], {}, "adopt.several"],
  ["an original and its copy", [buildInstalledDisk(), copy], {}, "adopt.copies"],
  [
    "an original chosen beside its copy",
    [buildInstalledDisk(), copy],
    { INSTALL_DISK: "S2" },
    "adopt.copies",
  ],
  ["INSTALL_DISK without installation", [buildInstalledDisk()], { INSTALL_DISK: "S9" }, "adopt.not-there"],
  ["a damaged installation", [damaged], {}, "adopt.unclear"],
  ["a read-only disk", [buildInstalledDisk({ readOnly: true })], {}, "adopt.unclear"],
  ["another computer's", [elsewhere], {}, "adopt.other-computer"],
  ["an erase code", [buildInstalledDisk()], { ERASE_DISK: "K7QX-2M9W" }, "adopt.erase-code"],
])("%s: nothing is chosen", (_, disks, more, code) => {
  const choice = chooseInstallation(buildFacts({ disks: [...disks] }), { ...wish, ...more });
  expect(choice.disk).toBeNull();
  expect(choice.issues).toMatchObject([{ code, severity: "error" }]);
});

test.each<readonly [string, readonly Disk[], Partial<AdoptWish>, string]>([
  ["the only one", [buildInstalledDisk(), buildDisk({ path: "/dev/sdc" }), foreign], {}, "S1"],
  ["one of this computer", [here], {}, "S1"],
  ["the one INSTALL_DISK names", [buildInstalledDisk(), second], { INSTALL_DISK: "S2" }, "S2"],
  ["another computer's, with permission", [elsewhere], yes, "S1"],
])("%s is chosen", (_, disks, more, serial) => {
  const choice = chooseInstallation(buildFacts({ disks: [...disks] }), { ...wish, ...more });
  expect(choice.issues).toEqual([]);
  expect(choice.disk?.serial).toBe(serial);
});

describe("without INSTALL_MODE", () => {
  const explain = (...disks: Disk[]) => explainFound(buildFacts({ disks } satisfies Partial<Facts>));

  test("one installation is named, and every choice has the lines to type", () => {
    const { code, message, hint } = explain(buildInstalledDisk());
    expect(code).toBe("install.found");
    expect(message).toContain("clawdie-shelf (version 0.1.0) on /dev/sda (EXAMPLE SSD, serial S1, 64.0 GB)");
    expect(hint).toContain("take the stick out and restart");
    expect(hint).toContain("INSTALL_MODE=adopt");
    expect(hint).toMatch(/INSTALL_MODE=fresh and ERASE_DISK=[0-9A-Z]{4}-[0-9A-Z]{4}\./);
  });

  test("several are named, and none is offered to be erased", () => {
    const { code, message, hint } = explain(damaged, second);
    expect(code).toBe("install.found-several");
    expect(message).toMatch(/one that is damaged on .*S1.*; other \(version 0\.1\.0\) on .*S2/);
    expect(hint).toContain("INSTALL_DISK=<its serial number>");
    expect(hint).not.toContain("ERASE_DISK");
  });
});
