import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makeFatImage } from "../../../iso/media/fat-image.ts";
import { writeText } from "../../../iso/media/live-tree.ts";
import { buildSeedFiles } from "../../../iso/media/seed-files.ts";

test("the small volume holds the blank setup.txt and both pages, whole", { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "clawdie-seed-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { template, pages } = await buildSeedFiles();
  const files: Readonly<Record<string, string>> = { "setup.txt": template, ...pages };
  const names = ["setup.txt", "CHECK-MY-SETUP.html", "START-HERE.html"];
  expect(Object.keys(files)).toEqual(names);
  for (const [name, text] of Object.entries(files)) await writeText(folder, name, text);
  const image = join(folder, "seed.img");
  const volume = { label: "CLAWDIESEED", volumeId: "C1A3D1E5", sizeBytes: 64 << 20, sectorsPerCluster: 1 };
  await makeFatImage(image, volume, folder, names);
  const env = { ...process.env, MTOOLS_SKIP_CHECK: "1" };
  for (const name of names) {
    const read = execFileSync("mtype", ["-i", image, `::/${name}`], { env, maxBuffer: 1 << 20 });
    expect(read.equals(Buffer.from(files[name] ?? "")), name).toBe(true);
  }
});
