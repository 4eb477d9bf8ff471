import { describe, expect, test } from "vitest";
import { poolOffset } from "../../faults/observe-disk.ts";
import type { LogEntry, WriteLog } from "../../faults/parse-write-log.ts";
import { allUpTo, planCuts } from "../../faults/plan-cuts.ts";
import type { Recording } from "../../faults/recording.ts";

const sector = 4096;

/** One write and one flush each; those named write outside the pool. */
function buildLog(flushes: number, outside: readonly number[]): WriteLog {
  const entries: LogEntry[] = [];
  for (let flush = 1; flush <= flushes; flush += 1) {
    const offset = outside.includes(flush) ? 0 : poolOffset + flush * sector;
    entries.push({ kind: "write", offset, length: sector, dataOffset: flush * 100 - 50 });
    entries.push({ kind: "flush", offset: 0, length: 0, dataOffset: flush * 100 });
  }
  return { file: "", sectorBytes: 512, entries, endOffset: flushes * 100 };
}

const mark = (text: string, flush: number) => ({ text, logBytes: flush * 100, seconds: flush });
const recording: Recording = {
  ...{ schema: 1, firmware: "uefi", diskBytes: 8 * 1024 ** 3, secrets: { apiKey: "", botToken: "" } },
  marks: [
    mark("clawdie: [1/2] create-pool: Create the pool", 1),
    mark("clawdie: [1/2] create-pool: done in 1 s", 10),
    mark('clawdie: RESULT {"schema":1,"state":"installed"}', 20),
    mark("clawdie: [1/9] set-hostname: Name the box", 21),
  ],
};

describe("the cuts of a recording", () => {
  test("all of few are tested; each knows its phase, its step and whether there is a pool", () => {
    const cuts = planCuts(buildLog(30, [5]), recording, 1);
    expect(cuts.every(({ chosen }) => chosen)).toBe(true);
    expect(cuts.filter(({ phase }) => phase === "install")).toHaveLength(20);
    expect(cuts.filter(({ outsidePool }) => outsidePool).map(({ boundary }) => boundary.number)).toEqual([5]);
    expect(cuts.find(({ poolMade }) => poolMade)?.boundary.number).toBe(11);
    expect(cuts.filter(({ stepEdge }) => stepEdge).map(({ step }) => step)).toEqual([
      ...["create-pool", "set-hostname"],
    ]);
  });

  test("of many: every step edge, every write outside the pool and 500 others, which the seed chooses", () => {
    const log = buildLog(allUpTo + 1000, [700, 2900]);
    const numbersOf = (seed: number) =>
      planCuts(log, recording, seed)
        .filter(({ chosen }) => chosen)
        .map(({ boundary }) => boundary.number);
    expect(numbersOf(1)).toHaveLength(500 + 4);
    expect(numbersOf(1)).toEqual(expect.arrayContaining([1, 21, 700, 2900]));
    expect(numbersOf(1)).toEqual(numbersOf(1));
    expect(numbersOf(1)).not.toEqual(numbersOf(2));
  });

  test("need a recording that saw its installation end", () => {
    expect(() => planCuts(buildLog(3, []), { ...recording, marks: [] }, 1)).toThrow(/never showed/);
  });
});
