/** How many bytes from a file's beginning are enough to tell what it is. */
export const SNIFF_BYTES = 16;

/** Top-level boxes that an MP4 or QuickTime file may begin with. */
const MP4_BOXES = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot']);

/** Whether a file's beginning is that of an MP4. */
export function looksLikeVideo(head: Uint8Array): boolean {
  return MP4_BOXES.has(textAt(head, 4, 4));
}

/** Whether a file's beginning is that of a WAV, or of an MP3 with or without tags. */
export function looksLikeAudio(head: Uint8Array): boolean {
  const isWav = ['RIFF', 'RF64'].includes(textAt(head, 0, 4)) && textAt(head, 8, 4) === 'WAVE';
  const isTagged = textAt(head, 0, 3) === 'ID3';
  const isFrame = head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0;
  return isWav || isTagged || isFrame;
}

function textAt(bytes: Uint8Array, start: number, length: number): string {
  return Buffer.from(bytes.subarray(start, start + length)).toString('latin1');
}
