import { open } from 'node:fs/promises';
import type { Padding } from './priming.js';

/** Bytes at either end of a file in which the tag is looked for: it lies in the index, which is first or last. */
const SEARCHED = 1 << 20;

/** Apple's tag: hexadecimal numbers, of which the second tells the samples before the sound and the third those after it. */
const TAG = /iTunSMPB.{0,32}? [0-9A-F]{8} ([0-9A-F]{8}) ([0-9A-F]{8}) /s;

/** Samples, at the coded rate, that an encoder says it put before and after a sound in an MP4 file; null where it says nothing. */
export async function itunesPadding(path: string): Promise<Padding | null> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    for (const at of new Set([0, Math.max(0, size - SEARCHED)])) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(SEARCHED), 0, SEARCHED, at);
      const found = TAG.exec(buffer.toString('latin1', 0, bytesRead));
      if (found) return { start: Number.parseInt(found[1]!, 16), end: Number.parseInt(found[2]!, 16) };
    }
    return null;
  } finally {
    await file.close();
  }
}
