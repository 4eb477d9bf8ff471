import type { Host } from "../host/host.ts";
import { CommandError } from "../issues/exceptions.ts";

/** Some bytes of a device or file, read without writing. `od` folds repeats, so that a MiB of zeros is two lines.
 *  @throws CommandError when it cannot be read, or not within `timeoutSeconds`. */
export async function readRange(
  machine: Host,
  path: string,
  offset: number,
  length: number,
  timeoutSeconds: number,
): Promise<Buffer> {
  const format = ["--address-radix=d", "--format=x1", "--width=64"];
  const range = [`--skip-bytes=${offset}`, `--read-bytes=${length}`];
  const args = [...format, ...range, path];
  const { stdout } = await machine.run("od", args, { timeoutSeconds });
  const bytes = parseDump(stdout, offset, length);
  // What was not read must never pass for zeros.
  if (bytes === null) throw new CommandError(`od ${args.join(" ")}`, 0, "fewer bytes than there should be");
  return bytes;
}

/** The bytes of an `od` dump; a `*` repeats the line above it until the next address. Null unless it ends at the end. Pure. */
function parseDump(dump: string, offset: number, length: number): Buffer | null {
  const bytes = Buffer.alloc(length);
  let line = Buffer.alloc(0);
  let at = 0;
  let folded = false;
  for (const text of dump.trimEnd().split("\n")) {
    if (text === "*") {
      folded = line.length > 0;
      continue;
    }
    const [address = "", ...digits] = text.split(" ");
    const start = Number(address) - offset;
    if (folded && start > at) {
      bytes.fill(line, at, start);
      at += Math.ceil((start - at) / line.length) * line.length;
    }
    folded = false;
    if (start !== at) return null;
    line = Buffer.from(digits.join(""), "hex");
    line.copy(bytes, start);
    at = start + line.length;
  }
  return at === length ? bytes : null;
}
