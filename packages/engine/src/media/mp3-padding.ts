import { open } from 'node:fs/promises';
import type { Padding } from './priming.js';

/** Samples by which every MP3 decoder is late. */
const DECODER_DELAY = 529;

/** Samples by which encoders are late where nothing is said of it: LAME's. */
const ENCODER_DELAY = 576;
const UNTOLD: Padding = { start: ENCODER_DELAY + DECODER_DELAY, end: 0 };

/** Bytes from the start of the sound in which the first frame is looked for. */
const SEARCHED = 8192;

/**
 * Reads how much silence encoder and decoder add to an MP3 at either end, as the first frame's "Xing" or "Info" tag with
 * LAME's extension tells it; what is usual where there is no such tag.
 */
export async function mp3Padding(path: string): Promise<Padding> {
  const file = await open(path);
  try {
    const read = async (at: number, length: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
      return buffer.subarray(0, bytesRead);
    };
    let at = 0;
    for (let tag = await read(at, 10); tag.toString('latin1', 0, 3) === 'ID3'; tag = await read(at, 10))
      at += 10 + tag.subarray(6).reduce((size, byte) => (size << 7) | (byte & 127), 0);
    return paddingIn(await read(at, SEARCHED));
  } finally {
    await file.close();
  }
}

function paddingIn(bytes: Buffer): Padding {
  for (let at = 0; at + 4 <= bytes.length; at++) {
    if (bytes[at] !== 0xff || (bytes[at + 1]! & 0xe0) !== 0xe0) continue;
    const mpeg1 = (bytes[at + 1]! & 0x18) === 0x18;
    const single = (bytes[at + 3]! & 0xc0) === 0xc0;
    const tag = at + 4 + (mpeg1 ? (single ? 17 : 32) : single ? 9 : 17);
    if (!['Xing', 'Info'].includes(bytes.toString('latin1', tag, tag + 4))) continue;
    const flags = bytes.readUInt32BE(tag + 4);
    const lame = tag + 8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
    if (lame + 24 > bytes.length || bytes[lame] === 0) return UNTOLD;
    const [delay, padding] = [bytes.readUIntBE(lame + 21, 3) >> 12, bytes.readUIntBE(lame + 21, 3) & 0xfff];
    if (delay === 0) return UNTOLD;
    return { start: delay + DECODER_DELAY, end: Math.max(0, padding - DECODER_DELAY) };
  }
  return UNTOLD;
}
