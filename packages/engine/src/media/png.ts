import { crc32, deflateSync } from 'node:zlib';
import type { Rgb } from './rgb.js';

/** A PNG file (RGB, 8 bit; PNG specification, third edition) of a picture. */
export function encodePng({ width, height, data }: Rgb): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (1 + 3 * width));
  for (let y = 0; y < height; y++) {
    const row = y * (1 + 3 * width);
    rows[row] = 1;
    for (let x = 0; x < 3 * width; x++) {
      const left = x >= 3 ? data[y * 3 * width + x - 3]! : 0;
      rows[row + 1 + x] = (data[y * 3 * width + x]! - left) & 255;
    }
  }
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, body: Buffer): Buffer {
  const out = Buffer.alloc(body.length + 12);
  out.writeUInt32BE(body.length, 0);
  out.write(name, 4, 'latin1');
  out.set(body, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + body.length)), 8 + body.length);
  return out;
}
