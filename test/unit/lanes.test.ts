import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { countLanes, runInLanes } from "../qemu/lanes.ts";

const gibibyte = 1024 ** 3;

test.each([
  { cores: 2, memory: 24, lanes: 1 },
  { cores: 4, memory: 24, lanes: 2 },
  { cores: 16, memory: 24, lanes: 4 },
  { cores: 8, memory: 8, lanes: 1 },
  { cores: 1, memory: 64, lanes: 1 },
  { cores: 8, memory: 2, lanes: 1 },
])("$cores cores and $memory GiB boot $lanes machines at a time", ({ cores, memory, lanes }) => {
  expect(countLanes(cores, memory * gibibyte)).toBe(lanes);
});

test("items start in their order, no more at once than there are lanes, and results keep the order", async () => {
  let running = 0;
  let most = 0;
  const started: number[] = [];
  const results = await runInLanes([30, 5, 5, 5], 2, async (milliseconds) => {
    started.push(milliseconds);
    most = Math.max(most, ++running);
    await setTimeout(milliseconds);
    running -= 1;
    return `${milliseconds} waited`;
  });
  expect(most).toBe(2);
  expect(started).toEqual([30, 5, 5, 5]);
  expect(results).toEqual(["30 waited", "5 waited", "5 waited", "5 waited"]);
});

test("nothing to run is nothing to wait for", async () => {
  expect(await runInLanes([], 2, () => Promise.reject(new Error("never called")))).toEqual([]);
});
