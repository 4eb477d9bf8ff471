import { crc32, deflateSync } from "node:zlib";

/**
 * A binary PPM picture (P6, 8 bits per color: what QEMU's `screendump` writes) as PNG. Pure.
 * @throws RangeError when it is something else or cut short.
 */
export function encodePng(ppm: Buffer): Buffer {
  const head = ppm.toString("latin1", 0, 64).match(/^P6\s+(\d+)\s+(\d+)\s+255\s/);
  if (head === null) throw new RangeError("not a binary PPM picture with 8 bits per color");
  const width = Number(head[1]);
  const height = Number(head[2]);
  const pixels = ppm.subarray(head[0].length);
  if (pixels.length < width * height * 3) throw new RangeError("the PPM picture is cut short");

  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  // 8 bits per sample, color type 2 (RGB), default compression, filter and no interlace.
  size.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(addFilterBytes(pixels, width * 3, height));
  return Buffer.concat([signature, chunk("IHDR", size), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

/** PNG wants each row to begin with its filter's number: 0, none. */
function addFilterBytes(pixels: Buffer, rowBytes: number, rows: number): Buffer {
  const result = Buffer.alloc((rowBytes + 1) * rows);
  for (let row = 0; row < rows; row += 1) {
    pixels.copy(result, row * (rowBytes + 1) + 1, row * rowBytes, (row + 1) * rowBytes);
  }
  return result;
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const result = Buffer.alloc(body.length + 8);
  result.writeUInt32BE(data.length, 0);
  body.copy(result, 4);
  result.writeUInt32BE(crc32(body), body.length + 4);
  return result;
}
