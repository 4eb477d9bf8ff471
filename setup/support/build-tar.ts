import { gzipSync } from "node:zlib";

export interface TarFile {
  /** Relative, at most 100 bytes. */
  readonly path: string;
  readonly content: Buffer;
}

const block = 512;

/** A gzipped tar in ustar format, files 0600, in memory. Pure. https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html
 *  @param time Seconds since 1970, for every file. @throws RangeError when a path is too long. */
export function buildTar(files: readonly TarFile[], time: number): Buffer {
  const parts = files.flatMap(({ path, content }) => [
    buildHeader(path, content.length, time),
    content,
    Buffer.alloc((block - (content.length % block)) % block),
  ]);
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * block)]));
}

function buildHeader(path: string, size: number, time: number): Buffer {
  if (Buffer.byteLength(path) > 100) throw new RangeError(`${path} is too long for a tar file`);
  const header = Buffer.alloc(block);
  const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, "0")}\0`;
  header.write(path, 0);
  header.write(octal(0o600, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(time, 12), 136);
  // The sum is taken with its own field as blanks.
  header.write(" ".repeat(8), 148);
  header.write("0", 156);
  header.write("ustar\0", 257);
  header.write("00", 263);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}
