/**
 * Speaks a listening set with MBROLA voices, people who are never learned from: `tsx mbrola.ts <cache folder> [voices folder]`.
 * Needs Debian's espeak-ng, mbrola (contrib) and mbrola-* (non-free: no commercial use, so nothing of them may be learned).
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Phone, readWav } from '@chamelaion/speech';
import { Random } from './random.js';
import { type Utterance, writeTape } from './tape.js';
import { declaration, swapped, wordRows } from './texts.js';

const VOICES: Readonly<Record<string, string>> = {
  ...{ us1: 'eng', us2: 'eng', us3: 'eng', en1: 'eng', de2: 'deu_1996', de5: 'deu_1996', fr4: 'fra', it4: 'ita' },
  ...{ pl1: 'pol', hu1: 'hun', sw1: 'swe', nl2: 'nld', tr1: 'tur', ro1: 'ron_2006', gr2: 'ell_monotonic' },
};

/** The voices' own names of sounds (SAMPA with additions) that are not read letter by letter. */
const NAMES: Readonly<Record<string, string>> = {
  ...{
    _: '',
    '': '',
    'r=': 'ɚ',
    ph: 'p',
    th: 't',
    kh: 'k',
    rs: 'ʂ',
    rt: 'ʈ',
    rd: 'ɖ',
    rn: 'ɳ',
    rl: 'ɭ',
    nf: 'ŋ',
    ng: 'ŋ',
  },
  ...{
    "n'": 'ɲ',
    "s'": 'ɕ',
    "z'": 'ʑ',
    "ts'": 'tɕ',
    "dz'": 'dʑ',
    "t'": 'c',
    "d'": 'ɟ',
    'l^': 'ʎ',
    'E#': 'ɛ',
    W: 'ʋ',
    w: 'w',
  },
};
const LETTERS: Readonly<Record<string, string>> = {
  ...{
    A: 'ɑ',
    E: 'ɛ',
    I: 'ɪ',
    O: 'ɔ',
    U: 'ʊ',
    V: 'ʌ',
    '@': 'ə',
    '{': 'æ',
    Q: 'ɒ',
    3: 'ɜ',
    2: 'ø',
    9: 'œ',
    Y: 'ʏ',
    '}': 'ʉ',
  },
  ...{
    1: 'ɨ',
    N: 'ŋ',
    S: 'ʃ',
    Z: 'ʒ',
    T: 'θ',
    D: 'ð',
    C: 'ç',
    G: 'ɣ',
    J: 'ɲ',
    L: 'ʎ',
    R: 'ʁ',
    B: 'β',
    H: 'ɥ',
    X: 'χ',
    6: 'ɐ',
  },
  ...{ '&': 'ø', ':': 'ː' },
};
const MUTE = /_h|[/=~^'#]|(?<=[a-zA-Z])\d/g;

const [cache, folder = '/usr/share/mbrola'] = process.argv.slice(2) as [string, string?];
mkdirSync(join(cache, 'listening'), { recursive: true });
for (const [index, [voice, code]] of Object.entries(VOICES).entries()) {
  if (!existsSync(join(folder, voice))) {
    process.stdout.write(`${voice}: skipped, mbrola-${voice} is not installed\n`);
    continue;
  }
  const random = new Random(5000 + index);
  const sentences = declaration(cache, code);
  const texts = [...sentences.slice(10, 20), ...swapped(sentences.slice(30, 38), random)];
  if (code === 'eng') texts.push(...wordRows(8, random));
  const seconds = writeTape(
    join(cache, 'listening', `human-${voice}.f32`),
    texts.flatMap((text) => speak(voice, text)),
    1,
    random,
  );
  process.stdout.write(`${voice} ${seconds.toFixed(0)} s\n`);
}

function speak(voice: string, text: string): Utterance[] {
  const [score, sound] = [join(cache, 'mbrola.pho'), join(cache, 'mbrola.wav')];
  const quiet = { stdio: ['ignore', 'pipe', 'ignore'] as ('ignore' | 'pipe')[] };
  try {
    writeFileSync(score, execFileSync('espeak-ng', ['-v', `mb-${voice}`, '-q', '--pho', text], quiet));
    execFileSync('mbrola', ['-e', join(folder, voice, voice), score, sound], quiet);
    return [{ ...readWav(readFileSync(sound)), phones: phonesOf(readFileSync(score, 'latin1')) }];
  } catch {
    return [];
  } finally {
    rmSync(sound, { force: true });
  }
}

function phonesOf(score: string): Phone[] {
  let time = 0;
  return score.split('\n').flatMap((line) => {
    const [name, length] = line.split(/\s+/);
    if (length === undefined || line.startsWith(';')) return [];
    const start = time;
    time += Number(length) / 1000;
    return [{ phone: ipaOf(name!), start, end: time }];
  });
}

function ipaOf(name: string): string {
  const known = NAMES[name] ?? NAMES[name.replace(':', '')];
  if (known !== undefined) return known;
  return Array.from(name.length > 1 ? name.replace(MUTE, '') : name, (letter) => LETTERS[letter] ?? letter).join('');
}
