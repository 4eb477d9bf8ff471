import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import type { Io } from "./io.ts";

/** Every command has it. */
const helpOption = { help: { type: "boolean", short: "h", default: false } } as const;

/**
 * The options and arguments of a command, `--help` included; null when it was called in another way, which is then named
 * on `io.stderr`: the usage that follows does not tell what of the line was wrong.
 */
export function readOptions<Options extends ParseArgsOptionsConfig>(
  argv: readonly string[],
  io: Pick<Io, "stderr">,
  options: Options,
  allowPositionals = false,
) {
  try {
    return parseArgs({ args: [...argv], allowPositionals, options: { ...options, ...helpOption } });
  } catch (error) {
    // Node adds how to pass an argument that begins with a dash, which no command here takes.
    const [first = ""] = (error as Error).message.split(/\.\s/);
    io.stderr(`${first.replace(/\.$/, "")}.\n\n`);
    return null;
  }
}
