import { expect, test } from "vitest";
import { readOptions } from "../../../setup/commands/read-options.ts";
import { collectOutput } from "./collect-output.ts";

const options = { json: { type: "boolean", default: false }, output: { type: "string" } } as const;

test.each([
  [["--jsno"], "Unknown option '--jsno'.\n\n"],
  [["-x"], "Unknown option '-x'.\n\n"],
  [["--json=yes"], "Option '--json' does not take an argument.\n\n"],
  [["--output"], "Option '--output <value>' argument missing.\n\n"],
  [["--output", "--json"], "Option '--output' argument is ambiguous.\n\n"],
  [["now"], "Unexpected argument 'now'.\n\n"],
])("%s: what is wrong with it is named", (argv, message) => {
  const { said, io } = collectOutput();
  expect(readOptions(argv, io, options)).toBeNull();
  expect(said).toEqual({ stdout: "", stderr: message });
});

test("what a command knows is read without a word", () => {
  const { said, io } = collectOutput();
  expect(readOptions(["--json", "--help"], io, options)?.values).toEqual({ json: true, help: true });
  expect(said.stderr).toBe("");
});
