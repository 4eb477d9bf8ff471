import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const checkout = resolve(import.meta.dirname, "../..");

function call(program: string, ...args: string[]) {
  return spawnSync(process.execPath, [join(checkout, program), ...args], {
    encoding: "utf8",
    timeout: 60_000,
  });
}

test.each([
  ["test/run-all.ts", ["--quik"], "Unknown option '--quik'."],
  ["test/run-all.ts", ["--minutes", "an hour"], "--minutes is a number, not an hour."],
  ["test/try.ts", ["--firmware", "efi"], "--firmware is uefi or bios, not efi."],
  ["test/bench/main.ts", ["--parts", "box,stick"], "There is no part stick."],
  ["test/bench/main.ts", ["--rounds", "0"], "--rounds is a number from 1, not 0."],
  ["test/faults/main.ts", ["--boot", "--only"], "Option '--only <value>' argument missing."],
  ["test/fuzz/main.ts", ["--input", "x"], "Unknown option '--input'."],
])(
  "%s %j is answered with what is wrong and how it is called, not with a stack",
  (program, args, problem) => {
    const { status, stdout, stderr } = call(program, ...args);
    expect(stderr.split("\n")[0]).toBe(problem);
    expect(stderr).toMatch(/npm (run |test)|Usage: /);
    expect(stderr).not.toMatch(/^ +at /m);
    expect([status, stdout]).toEqual([64, ""]);
  },
);

test("--help does nothing but say how it is called", () => {
  const { status, stdout, stderr } = call("test/run-all.ts", "--help");
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("--minutes <n>");
});
