import type { Host } from "../host/host.ts";

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
  const { stdout } = await machine.run("od", [...format, ...range, path], { timeoutSeconds });
  return parseDump(stdout, offset, length);
}

/** The bytes of an `od` dump; a `*` repeats the line above it until the next address. Pure. */
export function parseDump(dump: string, skip: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let line = Buffer.alloc(0);
  let at = 0;
  let folded = false;
  for (const text of dump.split("\n")) {
    if (text === "*") folded = true;
    if (text === "" || text === "*") continue;
    const [address = "", ...digits] = text.split(" ");
    const start = Number(address) - skip;
    if (folded) for (; at < start; at += line.length) line.copy(bytes, at);
    folded = false;
    line = Buffer.from(digits.join(""), "hex");
    line.copy(bytes, start);
    at = start + line.length;
  }
  return bytes;
}
