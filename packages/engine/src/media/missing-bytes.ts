import { open } from 'node:fs/promises';

/** Bytes of a box's head: its size and type, and a longer size where that is 1 (ISO/IEC 14496-12, section 4.2). */
const HEAD = 16;

/** Boxes with which a MP4 or QuickTime file begins. */
const FIRST = new Set(['ftyp', 'wide', 'moov', 'mdat', 'free', 'skip']);

/**
 * How many bytes an MP4 or QuickTime file lacks of what its outermost boxes say they hold, as after a broken copy; 0 for a
 * whole file and for any other kind.
 */
export async function missingBytes(path: string): Promise<number> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(HEAD);
    for (let at = 0; at < size; ) {
      const { bytesRead } = await file.read(head, 0, HEAD, at);
      if (bytesRead < 8 || (at === 0 && !FIRST.has(head.toString('latin1', 4, 8)))) return 0;
      const told = head.readUInt32BE(0);
      const length = told === 1 && bytesRead === HEAD ? Number(head.readBigUInt64BE(8)) : told;
      // 0: to the end of the file. Anything else under 8 is no box.
      if (length < 8) return 0;
      at += length;
      if (at > size) return at - size;
    }
    return 0;
  } finally {
    await file.close();
  }
}
