import { expect, test } from "vitest";
import type { AlertRecord } from "../../../setup/alerts/alert-record.ts";
import { addStarts, findCrashLoops } from "../../../setup/alerts/judge-crashes.ts";

/** One look a minute with these counts of one service. */
function look(counts: readonly (number | null)[], everySeconds = 60): AlertRecord["starts"] {
  return counts.reduce<AlertRecord["starts"]>(
    (starts, count, index) =>
      addStarts(starts, [{ name: "clawdie-runtime", state: "started", since: null, starts: count }], {
        ...{ at: "2026-11-21T10:00:00.000Z", boot: "boot-1", uptime: 100 + index * everySeconds },
      }),
    [],
  );
}

test("five deaths within ten minutes are a loop, four are not", () => {
  expect(findCrashLoops(look([1, 2, 3, 4, 5]))).toEqual([]);
  expect(findCrashLoops(look([1, 2, 3, 4, 5, 6]))).toEqual(["clawdie-runtime"]);
  expect(findCrashLoops(look([1, 6]))).toEqual(["clawdie-runtime"]);
});

test("what died before the first look is old", () => {
  expect(findCrashLoops(look([40, 40, 41]))).toEqual([]);
});

test("deaths older than ten minutes do not count", () => {
  const slowly = Array.from({ length: 30 }, (_, minute) => 1 + Math.floor(minute / 3));
  expect(findCrashLoops(look(slowly))).toEqual([]);
  expect(look(slowly).length).toBeLessThanOrEqual(11);
});

test("a restart by hand lets the supervisor count from one, and is no death", () => {
  expect(findCrashLoops(look([9, 9, 1, 1, 2]))).toEqual([]);
  expect(findCrashLoops(look([9, 1, 6]))).toEqual(["clawdie-runtime"]);
});

test("a count that could not be read once is no restart: it is compared with the last one known", () => {
  expect(findCrashLoops(look([12, null, 12]))).toEqual([]);
  expect(findCrashLoops(look([12, null, 17]))).toEqual(["clawdie-runtime"]);
  expect(findCrashLoops(look([null, 12, 12]))).toEqual([]);
});

test("the counts of an earlier start of the computer are forgotten", () => {
  const service = { name: "postgresql", state: "started", since: null, starts: 1 } as const;
  const starts = addStarts(look([1, 2]), [service], {
    ...{ at: "2026-11-21T10:10:00.000Z", boot: "boot-2", uptime: 10 },
  });
  expect(starts).toHaveLength(1);
});
