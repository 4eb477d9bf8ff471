import type { Host } from "../host/host.ts";
import { CommandError } from "../issues/exceptions.ts";

/** Some bytes of a device or file, read without writing; by a program of its own, which can be ended when a disk hangs.
 *  @throws CommandError when it cannot be read, or not within `timeoutSeconds`. */
export async function readRange(
  machine: Host,
  path: string,
  offset: number,
  length: number,
  timeoutSeconds: number,
): Promise<Buffer> {
  const range = [`skip=${offset}`, `count=${length}`, "iflag=skip_bytes,count_bytes,fullblock"];
  const args = [`if=${path}`, "bs=1M", ...range, "status=none"];
  const { stdout } = await machine.run("dd", args, { timeoutSeconds, binaryOutput: true });
  const bytes = Buffer.from(stdout, "latin1");
  // What was not read must never pass for zeros.
  if (bytes.length === length) return bytes;
  throw new CommandError(`dd ${args.join(" ")}`, 0, `${bytes.length} of ${length} bytes`);
}
