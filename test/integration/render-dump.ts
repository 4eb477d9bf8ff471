const lineBytes = 64;
/** Compared at once: most of a disk is zeros. */
const zeros = Buffer.alloc(64 * 1024);

/** These bytes as `od --format=x1 --width=64 --address-radix=d` shows them, repeats folded. */
export function renderDump(bytes: Buffer, offset: number): string {
  const lines: string[] = [];
  let before: Buffer | null = null;
  let folded = false;
  for (let at = 0; at < bytes.length; at += lineBytes) {
    const isZero = before !== null && zeros.compare(before, 0, lineBytes, 0, lineBytes) === 0;
    while (folded && isZero && zeros.equals(bytes.subarray(at, at + zeros.length))) at += zeros.length;
    if (at >= bytes.length) break;
    const line = bytes.subarray(at, at + lineBytes);
    const same: boolean = before?.equals(line) ?? false;
    if (!same) lines.push(`${offset + at}${line.toString("hex").replaceAll(/../g, " $&")}`);
    else if (!folded) lines.push("*");
    folded = same;
    before = line;
  }
  return [...lines, offset + bytes.length, ""].join("\n");
}
