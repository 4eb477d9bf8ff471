import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { chooseBoots } from "../../faults/choose-boots.ts";
import { readKeptRows } from "../../faults/kept-rows.ts";
import type { PlannedCut } from "../../faults/plan-cuts.ts";

const cuts = Array.from({ length: 1000 }, (_, at) => ({ boundary: { number: at + 1 } }) as PlannedCut);

test("forty disks are spread over the whole recording, in all three variants, and the seed decides which", () => {
  const chosen = chooseBoots(cuts, 40, 1);
  expect(chosen.size).toBe(40);
  const numbers = [...chosen.keys()];
  for (const [at, number] of numbers.entries()) expect(Math.floor((number - 1) / 25)).toBe(at);
  expect([...chosen.values()].flat().filter((variant) => variant === "torn")).toHaveLength(13);
  expect([...chooseBoots(cuts, 40, 1).keys()]).toEqual(numbers);
  expect([...chooseBoots(cuts, 40, 2).keys()]).not.toEqual(numbers);
});

test("a recording with fewer flushes than disks gives each flush several variants, none twice", () => {
  const chosen = chooseBoots(cuts.slice(0, 2), 40, 1);
  expect([...chosen.values()].map((variants) => variants.length)).toEqual([3, 3]);
});

test("rows of an earlier run are read, a line cut short is left out", async () => {
  const folder = await mkdtemp(join(tmpdir(), "clawdie-rows-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  expect(await readKeptRows(join(folder, "none.jsonl"))).toEqual([]);
  await writeFile(join(folder, "rows.jsonl"), '{"cut":1}\n{"cut":2}\n{"cu');
  expect(await readKeptRows(join(folder, "rows.jsonl"))).toEqual([{ cut: 1 }, { cut: 2 }]);
});
