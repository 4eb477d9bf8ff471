import { expect, test } from "vitest";
import {
  diskLayout,
  partitionNames,
  partitionPath,
  renderPartitionTable,
} from "../../../setup/plan/disk-layout.ts";

test.each([
  ["/dev/sda", 1, "/dev/sda1"],
  ["/dev/vda", 2, "/dev/vda2"],
  ["/dev/sdaa", 3, "/dev/sdaa3"],
  ["/dev/nvme0n1", 2, "/dev/nvme0n1p2"],
  ["/dev/mmcblk0", 3, "/dev/mmcblk0p3"],
])("partition of %s, number %d: %s", (disk, number, path) => {
  expect(partitionPath(disk, number)).toBe(path);
});

test("the table has the three partitions in the order of their numbers, the pool last and without a size", () => {
  const lines = renderPartitionTable().trimEnd().split("\n");
  expect(lines[0]).toBe("label: gpt");
  expect(lines.slice(1).map((line) => /name="([^"]+)"/.exec(line)?.[1])).toEqual(partitionNames);
  expect(Object.values(diskLayout).map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(lines.filter((line) => !line.includes("size="))).toEqual([lines[0], lines[3]]);
});

test("the first partition is where core.img is told to lie, aligned to 1 MiB", () => {
  const { biosBoot } = diskLayout;
  expect(renderPartitionTable()).toContain(`start=${biosBoot.startSector}, size=1MiB, type=${biosBoot.type}`);
  expect(biosBoot.startSector % 2048).toBe(0);
});
