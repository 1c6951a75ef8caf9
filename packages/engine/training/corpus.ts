/** Speaks the training corpus and writes it as feature tapes: `tsx corpus.ts <cache folder>`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { HUMAN_VOICES, speakHuman, synthesize } from '@chamelaion/speech';
import { JAPANESE, speakJapanese } from './japanese.js';
import { Random } from './random.js';
import { report, type Utterance, writePerson, writeTape } from './tape.js';
import { declaration, LANGUAGES, swapped, wordRows } from './texts.js';

/** Permissively licensed voices of recorded people; `rms` and `ked_diphone` are kept apart for the benchmark. */
const SPEAKERS = ['awb', 'slt', 'kal16', 'msu_ru_nsh_clunits'];
/** Voices that are never learned from nor in the benchmark: every choice in the making of the model is made on them. */
const VALIDATION: Readonly<Record<string, string>> = { czech_krb: 'ces', czech_ph: 'ces' };
const VARIANTS = ['', '+m1', '+m2', '+m3', '+m5', '+m7', '+f1', '+f2', '+f3', '+f4', '+f5'];

const cache = process.argv[2]!;
for (const folder of ['tapes', 'validation']) mkdirSync(join(cache, folder), { recursive: true });

for (const [index, [language, code]] of Object.entries(LANGUAGES).entries()) {
  const random = new Random(index + 1);
  const sentences = declaration(cache, code);
  sentences.push(...swapped(sentences, random));
  const utterances: Utterance[] = [];
  for (let i = 0; i < 30; i++)
    utterances.push(
      await synthesize(sentences[random.below(sentences.length)]!, {
        voice: language + VARIANTS[random.below(VARIANTS.length)]!,
        rate: Math.round(random.between(125, 215)),
        pitch: Math.round(random.between(25, 80)),
      }),
    );
  report(
    `espeak-${language}`,
    writeTape(join(cache, 'tapes', `espeak-${language}.f32`), utterances, random.between(0.92, 1.12), random),
  );
}
for (const [index, name] of SPEAKERS.entries()) {
  if (!HUMAN_VOICES[name]!.permissive) continue;
  const random = new Random(1000 + index);
  const russian = HUMAN_VOICES[name]!.language === 'ru';
  const sentences = declaration(cache, russian ? 'rus' : 'eng');
  const texts = [...sentences, ...swapped(sentences, random), ...(russian ? [] : wordRows(220, random))];
  const utterances = await speakHuman(name, texts);
  writePerson(cache, name, utterances, () => random);
}
for (const name of Object.keys(JAPANESE)) {
  const utterances = speakJapanese(cache, name, declaration(cache, 'jpn'));
  writePerson(cache, name, utterances, (speed) => new Random(speed * 100));
}
for (const [name, code] of Object.entries(VALIDATION)) {
  const utterances = await speakHuman(name, declaration(cache, code).slice(0, 24));
  report(name, writeTape(join(cache, 'validation', `human-${name}.f32`), utterances, 1, new Random(1)));
}
