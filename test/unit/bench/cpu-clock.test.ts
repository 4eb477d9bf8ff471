import { expect, test } from "vitest";
import { cpuAt, parseCpu } from "../../bench/cpu-clock.ts";

const samples = [
  { seconds: 10, cpu: 4 },
  { seconds: 20, cpu: 14 },
  { seconds: 30, cpu: 16 },
];

test.each([
  [10, 4],
  [15, 9],
  [20, 14],
  [25, 15],
])("after %d s the emulator had computed %d s", (seconds, cpu) => {
  expect(cpuAt(samples, seconds)).toBe(cpu);
});

test("what was not watched is no figure", () => {
  expect(cpuAt(samples, 9)).toBeNaN();
  expect(cpuAt(samples, 31)).toBeNaN();
});

test("user and system time are read behind a name with blanks and brackets", () => {
  expect(parseCpu("1323 (clawdie (vm) 1) S 1 2 3 4 5 6 7 8 9 10 63422 1120 0 0 39 19")).toBe(645.42);
});
