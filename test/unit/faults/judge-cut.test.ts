import { describe, expect, test } from "vitest";
import { judgeCut } from "../../faults/judge-cut.ts";
import type { HeadState, PoolState } from "../../faults/observe-disk.ts";

const moment = { poolMade: true, finishedBootFiles: "hash", rootDataset: "zroot/ROOT/clawdie-0.1.0" };
const pool: PoolState = { problem: null, datasets: ["zroot", moment.rootDataset] };
const nothing = { bios: false, uefi: false, marker: false };
const unfinished: HeadState = { starts: nothing, bootFiles: null, claimedBy: "a", decision: "unfinished" };
const box: HeadState = {
  starts: { bios: true, uefi: true, marker: true },
  ...{ bootFiles: "hash", claimedBy: null, decision: "disk.none-empty" },
};

describe("a rebuilt disk", () => {
  test("that is installed anew, or starts and is whole, breaks no rule", () => {
    expect(judgeCut(unfinished, pool, moment)).toEqual([]);
    expect(
      judgeCut({ ...unfinished, claimedBy: null, decision: "empty" }, null, { ...moment, poolMade: false }),
    ).toEqual([]);
    expect(judgeCut(box, pool, moment)).toEqual([]);
  });

  test("that starts only without the stick is still taken by its claim", () => {
    const between = { ...unfinished, starts: { ...nothing, uefi: true }, bootFiles: "hash" };
    expect(judgeCut(between, pool, moment)).toEqual([]);
  });

  test.each<readonly [string, HeadState, PoolState | null, RegExp]>([
    ["starts without its boot files", { ...box, bootFiles: null }, pool, /boot files are missing/],
    ["starts with other boot files", { ...box, bootFiles: "other" }, pool, /boot files are missing/],
    ["starts with a broken pool", box, { problem: "checksum", datasets: [] }, /pool does not open: checksum/],
    ["starts without a root dataset", box, { problem: null, datasets: ["zroot"] }, /no root dataset/],
    [
      "is handed over to and cannot start alone",
      { ...box, starts: { ...box.starts, bios: false } },
      pool,
      /cannot start/,
    ],
    ["asks for a person", { ...unfinished, decision: "disk.none-empty" }, pool, /stuck/],
    ["is a box that would be installed over", { ...box, decision: "unfinished" }, pool, /installed over/],
    [
      "has lost its pool",
      unfinished,
      { problem: "no such pool", datasets: [] },
      /pool does not open: no such/,
    ],
  ])("that %s breaks a rule", (_, head, seen, words) => {
    expect(judgeCut(head, seen, moment).join()).toMatch(words);
  });
});
