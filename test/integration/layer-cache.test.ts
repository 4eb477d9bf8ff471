import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { createLayerCache } from "../../iso/layers/layer-cache.ts";
import { buildTempRoot } from "../build-temp-root.ts";

const key = (number: number) => String(number).padStart(16, "0");

test("of two that want the same layer one builds it, and both have it", async () => {
  const cache = createLayerCache(await buildTempRoot());
  const build = vi.fn(async (folder: string) => {
    await pause(50);
    await writeFile(join(folder, "made"), "by one");
  });
  const layers = await Promise.all([cache.get("base", key(1), build), cache.get("base", key(1), build)]);
  expect(build).toHaveBeenCalledTimes(1);
  expect(layers.map(({ built }) => built).sort()).toEqual([false, true]);
  for (const { folder } of layers) expect(await readFile(join(folder, "made"), "utf8")).toBe("by one");
});

test("a build that failed leaves nothing that counts, and the next one builds", async () => {
  const root = await buildTempRoot();
  const cache = createLayerCache(root);
  const broken = async (folder: string) => {
    await writeFile(join(folder, "half"), "");
    throw new Error("no space");
  };
  await expect(cache.get("base", key(1), broken)).rejects.toThrow("no space");
  expect((await readdir(join(root, "layers"))).filter((name) => !name.startsWith(".lock-"))).toEqual([]);
  expect((await cache.get("base", key(1), async () => {})).built).toBe(true);
});

test("the three newest of a layer are kept, and those of another name", async () => {
  const root = await buildTempRoot();
  const cache = createLayerCache(root);
  await cache.get("runtime-tree", key(0), async () => {});
  for (const number of [1, 2, 3, 4]) {
    await cache.get("runtime", key(number), async () => {});
    // Folders are told apart by their times.
    await pause(20);
  }
  const kept = (await readdir(join(root, "layers"))).filter((name) => !name.startsWith("."));
  expect(kept.sort()).toEqual([
    ...[2, 3, 4].map((number) => `runtime-${key(number)}`),
    `runtime-tree-${key(0)}`,
  ]);
});
