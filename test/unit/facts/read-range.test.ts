import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readRange } from "../../../setup/facts/read-range.ts";
import { createLinuxHost } from "../../../setup/host/linux-host.ts";
import { buildTempRoot } from "../../build-temp-root.ts";

test("gives the very bytes, repeats or not, from any place", async () => {
  const root = await buildTempRoot();
  const path = join(root, "image");
  const repeats = Buffer.concat([
    Buffer.alloc(1000, 7),
    randomBytes(300),
    Buffer.alloc(5000),
    Buffer.from("end"),
  ]);
  await writeFile(path, repeats);
  const range = fc.tuple(fc.nat(repeats.length - 1), fc.integer({ min: 1, max: repeats.length }));
  await fc.assert(
    fc.asyncProperty(range, async ([offset, wanted]) => {
      const length = Math.min(wanted, repeats.length - offset);
      const read = await readRange(createLinuxHost(), path, offset, length, 10);
      expect(read.equals(repeats.subarray(offset, offset + length))).toBe(true);
    }),
    { numRuns: 40 },
  );
});
