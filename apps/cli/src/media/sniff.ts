import { open } from 'node:fs/promises';
import { CliError } from '../errors/cli-error.js';

/** What a file is to be used as. */
export type MediaRole = 'video' | 'audio';

type Kind = 'mp4' | 'wav' | 'mp3' | 'text' | 'empty' | 'unknown';

const HEAD_BYTES = 4096;
const MP4_BOXES = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide']);
const NAMES: Record<Kind, string> = {
  mp4: 'an MP4 video',
  wav: 'a WAV sound',
  mp3: 'an MP3 sound',
  text: 'text',
  empty: 'empty',
  unknown: 'of an unknown kind',
};

/**
 * Refuses a file that plainly cannot be what it is given as: empty, text, or a video in the place of the voice.
 * Whatever is merely unknown is left to the service to judge.
 *
 * @param word The file as the user wrote it, for the message.
 */
export async function assertPlausible(file: string, word: string, role: MediaRole): Promise<void> {
  const kind = kindOf(await head(file, word, role));
  if (kind === 'unknown') return;
  const isSound = kind === 'wav' || kind === 'mp3';
  if (role === 'video' ? kind === 'mp4' : isSound) return;
  if (isSound || kind === 'mp4') {
    throw new CliError({
      code: 'inputs_swapped',
      message: `${word} is ${NAMES[kind]}, where the ${role} should be.`,
      hint: 'Give the video first and the voice second.',
    });
  }
  throw new CliError({
    code: 'not_media',
    message: `${word} is ${NAMES[kind]}, not ${role === 'video' ? 'a video' : 'a sound'}.`,
    hint: role === 'video' ? 'Give an MP4 video.' : 'Give a WAV or MP3 file.',
  });
}

async function head(file: string, word: string, role: MediaRole): Promise<Buffer> {
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new CliError({
      code: 'file_unreadable',
      message: `The ${role} file ${word} cannot be read.`,
      hint: 'Check its permissions.',
      cause,
    });
  }
}

function kindOf(bytes: Buffer): Kind {
  if (bytes.length === 0) return 'empty';
  const text = (from: number, to: number) => bytes.toString('latin1', from, to);
  if (MP4_BOXES.has(text(4, 8))) return 'mp4';
  if (/^(RIFF|RF64)$/.test(text(0, 4)) && text(8, 12) === 'WAVE') return 'wav';
  if (text(0, 3) === 'ID3' || isMpegAudio(bytes)) return 'mp3';
  return isText(bytes) ? 'text' : 'unknown';
}

/** An MPEG audio frame: eleven set bits, then a version, layer and bit rate that exist. */
function isMpegAudio(bytes: Buffer): boolean {
  const [first = 0, second = 0, third = 0] = bytes;
  return (
    first === 0xff &&
    (second & 0xe0) === 0xe0 &&
    (second & 0x18) !== 0x08 &&
    (second & 0x06) === 0x02 &&
    third >> 4 !== 15
  );
}

function isText(bytes: Buffer): boolean {
  const whole = bytes.length === HEAD_BYTES ? bytes.subarray(0, HEAD_BYTES - 4) : bytes;
  if (whole.some((byte) => byte < 9 || (byte > 13 && byte < 32))) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(whole, { stream: true });
    return true;
  } catch {
    return false;
  }
}
