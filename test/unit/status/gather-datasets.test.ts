import { expect, test } from "vitest";
import { gatherDatasets, parseDatasets } from "../../../setup/status/gather-datasets.ts";
import { buildScriptedHost } from "../../build-scripted-host.ts";

const rows = [
  "zroot\t7000\t90000\t0\t0\t1.42x\tnone",
  "zroot/var/log\t500\t1500\t20\t2000\t3.10x\t/var/log",
].join("\n");

test("every dataset has its space, its quota and where it is mounted", () => {
  expect(parseDatasets(`${rows}\n`)).toEqual([
    {
      ...{ name: "zroot", usedBytes: 7000, availableBytes: 90_000, snapshotBytes: 0 },
      ...{ quotaBytes: null, compressRatio: 1.42, mountpoint: null },
    },
    {
      ...{ name: "zroot/var/log", usedBytes: 500, availableBytes: 1500, snapshotBytes: 20 },
      ...{ quotaBytes: 2000, compressRatio: 3.1, mountpoint: "/var/log" },
    },
  ]);
});

test("zfs that does not answer is null, not an empty pool", async () => {
  expect(await gatherDatasets(buildScriptedHost(() => 1).host)).toBeNull();
  expect(await gatherDatasets(buildScriptedHost(() => rows).host)).toHaveLength(2);
});
