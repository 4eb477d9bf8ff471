import { gatherFacts } from "../facts/gather-facts.ts";
import { createLinuxHost } from "../host/linux-host.ts";
import type { Io } from "./io.ts";
import { readOptions } from "./read-options.ts";

const usage = `Usage: sudo clawdie facts

Prints what this machine is, as JSON for clawdie plan: disks, network cards,
memory, firmware, clock. Reads only; without root no disk can be read.
Exit code 0: done, 64: usage.
`;

/** `clawdie facts`: this machine as JSON, for `clawdie plan` anywhere. */
export async function runFacts(argv: readonly string[], io: Io): Promise<number> {
  const options = readOptions(argv, io, {});
  if (options === null || options.values.help) {
    (options === null ? io.stderr : io.stdout)(usage);
    return options === null ? 64 : 0;
  }
  io.stdout(`${JSON.stringify(await gatherFacts(createLinuxHost()), null, 2)}\n`);
  return 0;
}
