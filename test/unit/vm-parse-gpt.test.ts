import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatFatImage } from "../../iso/vm/format-fat-image.ts";
import { gptHeadBytes, parseGpt } from "../../iso/vm/parse-gpt.ts";
import { runProgram } from "../../iso/vm/run-program.ts";

const folder = mkdtempSync(join(tmpdir(), "clawdie-gpt-"));
const image = join(folder, "disk.img");
let head: Buffer;

beforeAll(async () => {
  await formatFatImage(image, { label: "CLAWDIESEED", layout: "gpt", partitionName: "CLAWDIE-SEED" });
  await runProgram("/usr/sbin/sfdisk", [
    "--quiet",
    "--disk-id",
    image,
    "11111111-2222-3333-4444-555555555555",
  ]);
  await runProgram("/usr/sbin/sfdisk", [
    "--quiet",
    "--part-uuid",
    image,
    "1",
    "AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE",
  ]);
  head = readFileSync(image).subarray(0, gptHeadBytes);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a table written by sfdisk is read: names, GUIDs, offsets and sizes", () => {
  expect(parseGpt(head)).toEqual({
    diskGuid: "11111111-2222-3333-4444-555555555555",
    partitions: [
      {
        number: 1,
        name: "CLAWDIE-SEED",
        typeGuid: "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7",
        uniqueGuid: "AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE",
        offsetBytes: 2048 * 512,
        sizeBytes: 62 * 1024 * 1024,
      },
    ],
  });
});

test.each([
  ["header", 512 + 60],
  ["entries", 1024 + 60],
  ["signature", 512],
])("one flipped bit in the %s makes the table invalid", (_, place) => {
  const broken = Buffer.from(head);
  broken.writeUInt8(broken.readUInt8(place) ^ 1, place);
  expect(parseGpt(broken)).toBeNull();
});

test.each([0, 511, 600, 1024, 2000])("a disk of %i bytes has no table", (length) => {
  expect(parseGpt(head.subarray(0, length))).toBeNull();
});
