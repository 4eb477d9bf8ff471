import type { ParseArgsOptionsConfig } from "node:util";
import { readOptions } from "../setup/commands/read-options.ts";

/**
 * The options this program was called with. `--help` prints `usage` and ends the program with 0; anything that is not in
 * `options` is named on standard error, followed by `usage`, and ends it with 64 (EX_USAGE).
 */
export function readArguments<Options extends ParseArgsOptionsConfig>(usage: string, options: Options) {
  const stderr = (text: string) => void process.stderr.write(text);
  const values = readOptions(process.argv.slice(2), { stderr }, options)?.values;
  if (values === undefined) return refuse(usage);
  if ((values as { help?: boolean }).help) {
    process.stdout.write(usage);
    process.exit(0);
  }
  return values;
}

/** A value no rule allows. */
export function refuseArgument(problem: string, usage: string): never {
  process.stderr.write(`${problem}\n\n`);
  return refuse(usage);
}

function refuse(usage: string): never {
  process.stderr.write(usage);
  process.exit(64);
}
