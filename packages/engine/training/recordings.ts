/**
 * Speech that comes without phone times, which learn.py finds: `tsx recordings.ts <cache> features [person]…` writes what is to
 * be aligned, `tsx recordings.ts <cache> tapes [person]…` cuts tapes by the times that were found. `kokoro` stands for all of its
 * voices; without a name: all others that are learned from.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Phone, soundTimes } from '@chamelaion/speech';
import { LogMelStream } from '../src/voice/log-mel.js';
import { type Speaker, spoken, voiceNames } from './kokoro.js';
import { type Reader, readings } from './pico.js';
import { type Announcer, type Prompt, prompts } from './prompts.js';
import { Random } from './random.js';
import { isStop, soundClass } from './sounds.js';
import { type Utterance, writeTape } from './tape.js';

type Person = Announcer | Reader | Speaker;

/** Learned from: anybody may use them for anything if their makers are named. */
const LEARNED: Readonly<Record<string, Person>> = {
  maxim: {
    language: 'ru',
    folder: 'ru_RU_f_IvrvoiceRU',
    packages: ['asterisk-core-sounds-ru-g722', 'asterisk-core-sounds-ru'],
    licence: 'CC-BY-3.0',
  },
  carlo: {
    language: 'it',
    folder: 'it_IT_m_Carlo',
    packages: ['asterisk-core-sounds-it-g722', 'asterisk-core-sounds-it'],
    licence: 'CC-BY-3.0',
  },
  picous: { language: 'en-us', voice: 'en-US', text: 'eng' },
  picogb: { language: 'en-gb', voice: 'en-GB', text: 'eng' },
  picode: { language: 'de', voice: 'de-DE', text: 'deu_1996' },
  picoes: { language: 'es', voice: 'es-ES', text: 'spa' },
  picofr: { language: 'fr', voice: 'fr-FR', text: 'fra' },
  picoit: { language: 'it', voice: 'it-IT', text: 'ita' },
};
/** Listening only: the licence asks for the same licence. */
const HEARD: Readonly<Record<string, Announcer>> = {
  allison: {
    language: 'en-us',
    folder: 'en_US_f_Allison',
    packages: ['asterisk-core-sounds-en-g722', 'asterisk-core-sounds-en'],
    licence: 'CC-BY-SA-3.0',
  },
};
/** Pico's voices are women, so they are also played as men; the others are both. */
const speedsOf = (person: Person) => ('voice' in person ? [1, 0.87, 0.76] : [1, 0.86, 1.2]);

/** Seconds that a stop after a pause lasts, of which only the end is heard: before p opens the lips they were shut. */
const STOP = 0.09;

const [cache, step, ...named] = process.argv.slice(2) as [string, string, ...string[]];
const folder = join(cache, 'recordings');
mkdirSync(folder, { recursive: true });
const names = named.flatMap((name) => (name === 'kokoro' ? voiceNames(cache) : [name]));
for (const name of names.length ? names : Object.keys(LEARNED))
  (step === 'features' ? features : tapes)(name, LEARNED[name] ?? HEARD[name] ?? { speaker: name });

interface Line {
  name: string;
  frames: number;
  /** IPA of every sound of the text. */
  symbols: string[];
  classes: number[];
}

function features(who: string, person: Person): void {
  const lines: Line[] = [];
  const mels: Float32Array[] = [];
  for (const { name, text, language, pcm, sampleRate } of said(person)) {
    const symbols = soundsOfText(text, language);
    const stream = new LogMelStream(sampleRate);
    stream.push(pcm);
    const { frames, values } = stream.finish();
    if (!symbols.length || frames < 4 * symbols.length || frames > 4000) continue;
    lines.push({ name, frames, symbols, classes: symbols.map(soundClass) });
    mels.push(values);
  }
  writeFileSync(join(folder, `${who}.json`), JSON.stringify(lines));
  writeFileSync(join(folder, `${who}.mel`), Buffer.concat(mels.map((mel) => Buffer.from(mel.buffer))));
  report(who, lines.reduce((sum, { frames }) => sum + frames, 0) / 100);
}

function said(person: Person): Generator<Prompt> {
  if ('speaker' in person) return spoken(cache, person);
  return 'voice' in person ? readings(cache, person) : prompts(person);
}

function soundsOfText(text: string, language: string): string[] {
  const ipa = execFileSync('espeak-ng', ['-v', language, '-q', '--ipa', '--sep= ', text], { encoding: 'utf8' });
  const phones = ipa
    .replace(/\([a-z-]+\)/g, ' ')
    .split(/\s+/)
    .map((phone) => ({ phone, start: 0, end: 1 }));
  return soundTimes(phones).map(({ symbol }) => symbol);
}

/** Sounds [number, first frame, one past the last] of an utterance; those between them are silence. */
type Found = Record<string, [sound: number, from: number, to: number][]>;

function tapes(who: string, person: Person): void {
  const found = JSON.parse(readFileSync(join(folder, `${who}.times.json`), 'utf8')) as Found;
  const symbols = new Map(
    (JSON.parse(readFileSync(join(folder, `${who}.json`), 'utf8')) as Line[]).map((l) => [l.name, l.symbols]),
  );
  const utterances: Utterance[] = [];
  for (const { name, pcm, sampleRate } of said(person)) {
    const times = found[name];
    if (!times) continue;
    const phones: Phone[] = [];
    let at = 0;
    for (const [sound, from, to] of times) {
      const phone = symbols.get(name)![sound]!;
      const [found, end] = [from / 100, to / 100];
      const start = isStop(phone) ? Math.min(found, Math.max((at + found) / 2, end - STOP)) : found;
      if (start > at) phones.push({ phone: '', start: at, end: start });
      phones.push({ phone, start, end });
      at = end;
    }
    phones.push({ phone: '', start: at, end: pcm.length / sampleRate });
    utterances.push({ pcm, sampleRate, phones });
  }
  const random = new Random(who.length);
  if (who in HEARD) {
    mkdirSync(join(cache, 'people'), { recursive: true });
    report(who, writeTape(join(cache, 'people', `human-${who}.f32`), utterances, 1, random));
  } else
    for (const speed of speedsOf(person))
      report(who, writeTape(join(cache, 'tapes', `human-${who}-${speed}.f32`), utterances, speed, random));
}

function report(name: string, seconds: number): void {
  process.stdout.write(`${name} ${seconds.toFixed(0)} s\n`);
}
