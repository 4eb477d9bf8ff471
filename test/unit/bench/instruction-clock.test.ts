import { expect, test } from "vitest";
import { InstructionClock, instructionsAt, parseRtcTime } from "../../bench/instruction-clock.ts";

const samples = [
  { seconds: 10, instructions: 4 },
  { seconds: 20, instructions: 14 },
  { seconds: 30, instructions: 16 },
];

test.each([
  [10, 4],
  [15, 9],
  [20, 14],
  [25, 15],
])("after %d s the machine had executed %d * 10^9", (seconds, instructions) => {
  expect(instructionsAt(samples, seconds)).toBe(instructions);
});

test("what was not watched is no figure", () => {
  expect(instructionsAt(samples, 9)).toBeNaN();
  expect(instructionsAt(samples, 31)).toBeNaN();
});

test("the hardware clock is read across midnight and the end of a year", () => {
  const before = { tm_year: 126, tm_mon: 11, tm_mday: 31, tm_hour: 23, tm_min: 59, tm_sec: 58 };
  const after = { tm_year: 127, tm_mon: 0, tm_mday: 1, tm_hour: 0, tm_min: 0, tm_sec: 3 };
  expect(parseRtcTime(before)).toBe(Date.parse("2026-12-31T23:59:58Z") / 1000);
  expect(parseRtcTime(after) - parseRtcTime(before)).toBe(5);
});

test("what happened this moment is known once the clock was read after it", async () => {
  let now = 0;
  const serial = {
    get seconds() {
      now += 1;
      return now;
    },
  };
  const qmp = async () => ({ tm_year: 126, tm_mon: 0, tm_mday: 1, tm_hour: 0, tm_min: 0, tm_sec: now });
  using clock = new InstructionClock({ running: true, serial, qmp } as never);
  await clock.settle();
  const from = now;
  await clock.settle();
  expect(clock.between(from, from + 1)).toBe(0.5);
});
