import { type ParseArgsOptionsConfig, parseArgs } from "node:util";

/** Every command has it. */
const helpOption = { help: { type: "boolean", short: "h", default: false } } as const;

/** The options and arguments of a command, `--help` included; null when it was called in another way. */
export function readOptions<Options extends ParseArgsOptionsConfig>(
  argv: readonly string[],
  options: Options,
  allowPositionals = false,
) {
  try {
    return parseArgs({ args: [...argv], allowPositionals, options: { ...options, ...helpOption } });
  } catch {
    return null;
  }
}
