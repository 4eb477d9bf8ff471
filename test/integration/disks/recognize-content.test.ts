import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test, vi } from "vitest";
import { probeDisk } from "../../../setup/facts/probe-disk.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { claimPlace, renderClaim } from "../../../setup/plan/disk-claim.ts";
import { chooseDisk } from "../../../setup/settings/choose-disk.ts";
import { describeContent } from "../../../setup/settings/describe-content.ts";
import { isEmpty, isUnfinished } from "../../../setup/settings/judge-disk.ts";
import { seeDisks } from "../../../setup/settings/see-disks.ts";
import { buildDisk } from "../../build-disk.ts";
import { buildFacts } from "../../build-facts.ts";
import { buildTempRoot } from "../../build-temp-root.ts";
import { buildImage, diskKinds, imageBytes, put } from "./disk-images.ts";
import { buildRaidMember } from "./raid-superblock.ts";

// Dozens of tools, one after the other, on computers that do other things as well.
vi.setConfig({ testTimeout: 300_000 });

const host = createLinuxHost();
const own = { serial: "S1", sizeBytes: imageBytes };
const noWish = { INSTALL_DISK: null, ERASE_DISK: null };
const claim = { installId: "0123456789abcdef", code: null, clearing: null };

async function makeImage(make: (image: string) => Promise<unknown> = async () => {}): Promise<string> {
  const image = join(await buildTempRoot(), "disk.img");
  await buildImage(image, make);
  return image;
}

/** The disk with the content of this image and the size of a real one. */
async function look(image: string) {
  return buildDisk(await probeDisk(host, image, own));
}

describe("a disk with", () => {
  test.each(Object.entries(diskKinds))("%s", async (_, [make, words]) => {
    const image = await makeImage(make);
    const before = { bytes: await readFile(image), time: (await stat(image)).mtimeMs };
    const disk = await look(image);
    expect(isEmpty(disk)).toBe(false);
    expect(describeContent(disk)).toMatch(words);
    // Looking changed nothing, and says the same again.
    expect((await readFile(image)).equals(before.bytes)).toBe(true);
    expect((await stat(image)).mtimeMs).toBe(before.time);
    expect(await look(image)).toEqual(disk);

    const facts = buildFacts({ disks: [disk] });
    const refused = chooseDisk(facts, noWish);
    expect(refused.disk).toBeNull();
    expect(refused.issues.map(({ code }) => code)).toEqual(["disk.holds-data"]);
    const code = seeDisks(facts)[0]?.eraseCode ?? "";
    expect(refused.issues[0]?.hint).toContain(`ERASE_DISK=${code}`);
    const consented = chooseDisk(facts, { INSTALL_DISK: null, ERASE_DISK: code });
    expect(consented.consent).toMatchObject({ basis: "erase-code", contentHash: disk.contentHash });

    // Any change of what was seen ends the consent.
    await put(image, 300_000, Buffer.from("changed"));
    const changed = chooseDisk(buildFacts({ disks: [await look(image)] }), { ...noWish, ERASE_DISK: code });
    expect(changed.disk).toBeNull();
  });
});

test("zeros alone are empty", async () => {
  const disk = await look(await makeImage());
  expect(isEmpty(disk)).toBe(true);
  expect(chooseDisk(buildFacts({ disks: [disk] }), noWish).consent?.basis).toBe("empty");
});

test("mdadm takes the superblocks made here for its own", async () => {
  for (const version of ["0.90", "1.0", "1.1", "1.2"] as const) {
    const { offset, bytes } = buildRaidMember(version, imageBytes);
    const image = await makeImage((path) => put(path, offset, bytes));
    const { stdout } = await execa("/usr/sbin/mdadm", ["--examine", image]);
    expect(stdout).toMatch(/Raid Level : raid1/);
    expect(stdout).toMatch(/Checksum : [0-9a-f]+ - correct/);
  }
});

describe("our own mark", () => {
  const mark = (path: string, disk = own) => put(path, claimPlace.offset, renderClaim(claim, disk));

  test("on an otherwise empty disk means that an installation was begun here", async () => {
    const disk = await look(await makeImage((path) => mark(path)));
    expect(disk).toMatchObject({ claim, nonZero: false });
    expect(isUnfinished(disk)).toBe(true);
  });

  test("of another disk, or damaged, is data", async () => {
    for (const other of [
      { ...own, serial: "S2" },
      { ...own, sizeBytes: 1 },
    ]) {
      const disk = await look(await makeImage((path) => mark(path, other)));
      expect(disk).toMatchObject({ claim: null, nonZero: true });
    }
    const damaged = await makeImage(async (path) => {
      await mark(path);
      await put(path, claimPlace.offset + 30, Buffer.from("x"));
    });
    expect(await look(damaged)).toMatchObject({ claim: null, nonZero: true });
  });

  test("leaves the code of a disk valid until something else is changed", async () => {
    const [make] = diskKinds.NTFS ?? [];
    const image = await makeImage(make);
    const before = await look(image);
    await mark(image);
    const after = await look(image);
    expect(after.contentHash).toBe(before.contentHash);
    expect(isUnfinished(after)).toBe(false);
  });

  test.each(Object.entries(diskKinds).filter(([kind]) => !/byte|backup|without|damaged/.test(kind)))(
    "does not make a disk with %s ours",
    async (_, [make]) => {
      const image = await makeImage(make);
      await mark(image);
      expect(isUnfinished(await look(image))).toBe(false);
    },
  );
});

test("a disk that does not answer ends in time, with the reason", async () => {
  const pipe = join(await buildTempRoot(), "pipe");
  await execa("mkfifo", [pipe]);
  const content = await probeDisk(host, pipe, own, 1);
  expect(content).toMatchObject({ unreadable: "no answer within 1 s", nonZero: true, contentHash: "" });
});

test("a disk that is gone is unreadable, not empty", async () => {
  const disk = await look("/nonexistent/disk");
  expect(disk.unreadable).toBe("it could not be read");
  expect(isEmpty(disk)).toBe(false);
});

test("a disk that ends earlier than it says is unreadable: what is not there is not zeros", async () => {
  const disk = buildDisk(await probeDisk(host, await makeImage(), { ...own, sizeBytes: 2 * imageBytes }));
  expect(disk.unreadable).toBe("it could not be read");
});
