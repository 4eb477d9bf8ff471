import { gatherFacts } from "../facts/gather-facts.ts";
import { createLinuxHost } from "../host/linux-host.ts";
import type { Io } from "./io.ts";

/** `clawdie facts`: this machine as JSON, for `clawdie plan` anywhere. */
export async function runFacts(io: Io): Promise<number> {
  io.stdout(`${JSON.stringify(await gatherFacts(createLinuxHost()), null, 2)}\n`);
  return 0;
}
