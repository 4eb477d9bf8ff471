/** A range of a disk whose first bytes are known and whose others are zeros, as a program's binary output. */
export function readBytes(head: Buffer, offset: number, length: number): string {
  const bytes = Buffer.alloc(length);
  if (offset < head.length) head.copy(bytes, 0, offset, offset + length);
  return bytes.toString("latin1");
}
