import { describe, expect, test } from "vitest";
import { buildBootCode, buildCoreImage } from "../../../setup/steps/grub-sectors.ts";

/** Bytes that differ from zero and from each other's neighbors. */
const pattern = (bytes: number) => Buffer.from(Array.from({ length: bytes }, (_, at) => (at % 251) + 1));

describe("boot code", () => {
  const image = pattern(512);

  test("is the code area and nothing of what lies behind it", () => {
    const code = buildBootCode(image, 2048);
    expect(code.length).toBe(440);
    expect(code.subarray(0, 0x5c)).toEqual(image.subarray(0, 0x5c));
    expect(code.subarray(0x64)).toEqual(image.subarray(0x64, 440));
  });

  test("holds the sector of core.img as 64 bits, little end first", () => {
    expect([...buildBootCode(image, 2048).subarray(0x5c, 0x64)]).toEqual([0, 8, 0, 0, 0, 0, 0, 0]);
    expect(buildBootCode(image, 2 ** 40 + 5).readBigUInt64LE(0x5c)).toBe(2n ** 40n + 5n);
  });

  test("leaves the image it was made from alone", () => {
    buildBootCode(image, 2048);
    expect(image).toEqual(pattern(512));
  });
});

describe("core image", () => {
  test("is filled up to whole sectors with zeros", () => {
    const core = buildCoreImage(pattern(1300), 2048);
    expect(core.length).toBe(1536);
    expect(core.subarray(512, 1300)).toEqual(pattern(1300).subarray(512));
    expect(core.subarray(1300)).toEqual(Buffer.alloc(236));
  });

  test("its first sector ends with the place, number and load segment of the rest", () => {
    const core = buildCoreImage(pattern(1536), 2048);
    expect(core.subarray(0, 500)).toEqual(pattern(1536).subarray(0, 500));
    expect(core.readBigUInt64LE(500)).toBe(2049n);
    expect(core.readUInt16LE(508)).toBe(2);
    expect(core.readUInt16LE(510)).toBe(0x820);
    expect(core.subarray(512)).toEqual(pattern(1536).subarray(512));
  });
});
