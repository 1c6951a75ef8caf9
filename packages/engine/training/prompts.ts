import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A person who recorded the announcements of the Asterisk telephone system, as Debian ships them. */
export interface Announcer {
  /** An espeak-ng voice for the language of the texts. */
  language: string;
  /** Folder of the recordings in Asterisk's folder of sounds. */
  folder: string;
  /** Debian package that brings the recordings, and that which brings the texts. */
  packages: readonly [sounds: string, texts: string];
  licence: string;
}

const SOUNDS = '/usr/share/asterisk/sounds';
const RATE = 16000;

/** What somebody said in one file, and its text. */
export interface Prompt {
  name: string;
  text: string;
  /** An espeak-ng voice that reads the text as it was said. */
  language: string;
  pcm: Float32Array;
  sampleRate: number;
}

/** Reads all announcements of which the text is known. */
export function* prompts({ language: read, folder, packages }: Announcer): Generator<Prompt> {
  const language = packages[1].slice(-2);
  const list = join('/usr/share/doc', packages[1], `core-sounds-${language}.txt.gz`);
  for (const line of gunzipSync(readFileSync(list)).toString('utf8').split('\n')) {
    const [, name, text] = /^([\w/-]+):\s*(.+)$/.exec(line) ?? [];
    if (!name || !text || /[[(<�]|\?{2}/.test(text)) continue;
    const path = ['g722', 'gsm', 'wav'].map((kind) => join(SOUNDS, folder, `${name}.${kind}`)).find(existsSync);
    if (path)
      yield { name, text: text.replace(/["“”«»]/g, ' ').trim(), language: read, pcm: decode(path), sampleRate: RATE };
  }
}

function decode(path: string): Float32Array {
  const rate = path.endsWith('g722') ? ['-f', 'g722'] : [];
  const bytes = execFileSync(
    'ffmpeg',
    ['-v', 'error', ...rate, '-i', path, '-f', 'f32le', '-ac', '1', '-ar', `${RATE}`, '-'],
    {
      maxBuffer: 1 << 28,
    },
  );
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
