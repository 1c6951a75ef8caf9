import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SpeechError } from './errors.js';
import { HUMAN_VOICES, type HumanVoice } from './human-voices.js';
import type { Phone } from './synthesize.js';
import { readWav } from './wav.js';

const run = promisify(execFile);

export interface HumanSpeech {
  /** Mono, −1…1. */
  pcm: Float32Array;
  sampleRate: number;
  /** Every sound in IPA, gapless, from 0 to the end. */
  phones: Phone[];
}

/**
 * Speaks sentences with one of {@link HUMAN_VOICES}, by flite or festival from the system. Sentences that the voice cannot
 * read are left out.
 *
 * @param setup Scheme that festival runs before it chooses the voice, for one that is not installed in the system.
 * @throws {SpeechError} `unknown_voice` when the name is not known or the voice is not installed (the message says which
 *   Debian packages bring it).
 * @example
 * const [speech] = await speakHuman('awb', ['Bob met my papa.']);
 */
export async function speakHuman(name: string, sentences: readonly string[], setup = ''): Promise<HumanSpeech[]> {
  const voice = HUMAN_VOICES[name];
  if (!voice) throw new SpeechError('unknown_voice', `No human voice is called "${name}".`);
  const folder = await mkdtemp(join(tmpdir(), 'human-voice-'));
  try {
    const spoken = await (voice.engine === 'flite'
      ? flite(name, voice, sentences, folder)
      : festival(name, voice, sentences, folder, setup));
    if (sentences.length && !spoken.length)
      throw new SpeechError('unknown_voice', `"${name}" cannot speak; install ${voice.packages.join(' ')}.`);
    return spoken;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function flite(name: string, voice: HumanVoice, sentences: readonly string[], folder: string) {
  const path = join(folder, 'speech.wav');
  const spoken: HumanSpeech[] = [];
  for (const sentence of sentences) {
    const said = await run('flite', ['-voice', name, '-psdur', '-t', sentence, '-o', path]).catch(() => null);
    if (!said) continue;
    const ends = said.stdout
      .trim()
      .split(/\s+/)
      .map((pair) => pair.split(':') as [string, string]);
    spoken.push(
      withPhones(
        voice,
        readWav(await readFile(path)),
        ends.map(([phone, end]) => ({ phone, end: Number(end) })),
      ),
    );
  }
  return spoken;
}

async function festival(name: string, voice: HumanVoice, sentences: readonly string[], folder: string, setup: string) {
  const encode = encoder(voice.encoding);
  const script = sentences.map((sentence, i) => {
    const stem = join(folder, String(i));
    const text = sentence.replace(/["\\()]/g, ' ');
    return `(set! u (utt.synth (Utterance Text "${text}")))(utt.save.wave u "${stem}.wav" 'riff)(utt.save.segs u "${stem}.lab")`;
  });
  await writeFile(join(folder, 'script.scm'), encode(`${setup}\n(voice_${name})\n${script.join('\n')}\n`));
  await run('festival', ['--batch', join(folder, 'script.scm')]).catch(() => null);
  const spoken: HumanSpeech[] = [];
  for (let i = 0; i < sentences.length; i++) {
    const sound = await readFile(join(folder, `${i}.wav`)).catch(() => null);
    const labels = await readFile(join(folder, `${i}.lab`), 'latin1').catch(() => null);
    if (!sound || !labels) continue;
    const ends = labels
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields.length === 3)
      .map(([end, , phone]) => ({ phone: phone!, end: Number(end) }));
    spoken.push(withPhones(voice, readWav(sound), ends));
  }
  return spoken;
}

function withPhones(
  voice: HumanVoice,
  sound: { pcm: Float32Array; sampleRate: number },
  ends: { phone: string; end: number }[],
) {
  const duration = sound.pcm.length / sound.sampleRate;
  const phones: Phone[] = [];
  let start = 0;
  for (const { phone, end } of [...ends, { phone: 'pau', end: duration }]) {
    if (!(end > start)) continue;
    phones.push({ phone: ipaOf(voice, phone), start, end: Math.min(end, duration) });
    start = end;
  }
  return { ...sound, phones };
}

/** Stressed phones end in 1, long ones in a colon; a doubled letter is a palatalised one. */
function ipaOf({ phones }: HumanVoice, name: string): string {
  const plain = name.replace(/1$/, '');
  const known = phones[name] ?? phones[plain];
  if (known !== undefined) return known;
  const long = plain.endsWith(':') ? 'ː' : '';
  const letter = plain.replace(/:$/, '').replace(/^(.)\1$/, '$1');
  return (phones[letter] ?? letter) + long;
}

/** Text to bytes of a one-byte encoding (or UTF-8); letters that it lacks become blanks. */
function encoder(encoding: string): (text: string) => Buffer {
  if (encoding === 'utf-8') return (text) => Buffer.from(text);
  const decoder = new TextDecoder(encoding);
  const codes = new Map(Array.from({ length: 256 }, (_, code) => [decoder.decode(Uint8Array.of(code)), code]));
  return (text) => Buffer.from(Array.from(text.normalize('NFC'), (letter) => codes.get(letter) ?? 32));
}
