import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { buildInitramfs } from "../../iso/vm/build-initramfs.ts";
import { makeDecoyDisk, verifyDecoyDisk } from "../../iso/vm/decoy-disk.ts";
import { createDiskImage, createOverlay, detectDiskFormat } from "../../iso/vm/disk-image.ts";
import { encodePng } from "../../iso/vm/encode-png.ts";
import {
  copyStickWithSeed,
  makeSeedImage,
  openSeedVolume,
  readSeedFile,
} from "../../iso/vm/make-seed-image.ts";

const folder = mkdtempSync(join(tmpdir(), "clawdie-images-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a seed image", () => {
  test.each(["gpt", "superfloppy"] as const)(
    "as %s holds its files and takes new ones on a copy only",
    async (layout) => {
      const image = join(folder, `${layout}.img`);
      const copy = join(folder, `${layout}-copy.img`);
      await makeSeedImage(image, { "setup.txt": "A=1\r\n", "START-HERE.html": "<p>" }, layout);
      await copyStickWithSeed(image, copy, { "setup.txt": "A=2\r\n" });
      expect((await readSeedFile(image, "setup.txt"))?.toString()).toBe("A=1\r\n");
      expect((await readSeedFile(copy, "SETUP.TXT"))?.toString()).toBe("A=2\r\n");
      expect((await readSeedFile(copy, "START-HERE.html"))?.toString()).toBe("<p>");
      expect(await readSeedFile(copy, "SETUP-RESULT.txt")).toBeNull();
      expect((await (await openSeedVolume(copy)).list()).sort()).toEqual(["START-HERE.html", "setup.txt"]);
    },
  );

  test("an image without a seed volume is refused by what it has", async () => {
    const image = join(folder, "other.img");
    await makeDecoyDisk(image, { kind: "gpt" });
    await expect(readSeedFile(image, "setup.txt")).rejects.toThrow(/no CLAWDIE-SEED partition \(Family\)/);
  });
});

test.each(["random", "gpt", "superfloppy"] as const)(
  "a %s decoy shows a single changed byte",
  async (kind) => {
    const file = join(folder, `decoy-${kind}.img`);
    const decoy = await makeDecoyDisk(file, { kind, sizeBytes: 40 * 1024 * 1024 });
    await expect(verifyDecoyDisk(decoy)).resolves.toBeUndefined();
    const bytes = readFileSync(file);
    const last = bytes.length - 1;
    bytes.writeUInt8(bytes.readUInt8(last) ^ 1, last);
    writeFileSync(file, bytes);
    await expect(verifyDecoyDisk(decoy)).rejects.toThrow(/was written to/);
  },
);

test("disk images and overlays are told apart from raw files", async () => {
  const base = join(folder, "base.img");
  const overlay = join(folder, "overlay.qcow2");
  await createDiskImage(base, "raw", 1024 * 1024);
  await createOverlay(base, "raw", overlay);
  expect(await detectDiskFormat(base)).toBe("raw");
  expect(await detectDiskFormat(overlay)).toBe("qcow2");
});

test("an initramfs is an archive that cpio unpacks, modes included", () => {
  const archive = buildInitramfs([
    { path: "init", content: Buffer.from("#!/bin/sh\n"), mode: 0o755 },
    { path: "etc/deep/file", content: Buffer.from("odd") },
  ]);
  const target = mkdtempSync(join(folder, "cpio-"));
  execFileSync("cpio", ["-idm", "--quiet", "--no-preserve-owner"], { cwd: target, input: archive });
  expect(readFileSync(join(target, "etc/deep/file"), "utf8")).toBe("odd");
  expect(execFileSync("stat", ["-c", "%a", "init", "etc"], { cwd: target }).toString()).toBe("755\n755\n");
});

test("a picture keeps its pixels as PNG; anything else is refused", () => {
  const pixels = Buffer.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9]);
  const png = encodePng(Buffer.concat([Buffer.from("P6\n2 2\n255\n"), pixels]));
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2, 2]);
  const start = png.indexOf("IDAT") + 4;
  const rows = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)));
  expect([...rows]).toEqual([0, 255, 0, 0, 0, 255, 0, 0, 0, 0, 255, 9, 9, 9]);
  expect(() => encodePng(Buffer.from("P5\n2 2\n255\n"))).toThrow(RangeError);
  expect(() => encodePng(Buffer.from("P6\n2 2\n255\nxx"))).toThrow(/cut short/);
});
