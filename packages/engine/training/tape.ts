import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mouthFromPhones, type Phone, soundTimes } from '@chamelaion/speech';
import { FRAME_RATE, LogMelStream, MEL_BANDS } from '../src/voice/log-mel.js';
import type { Random } from './random.js';
import { soundClass } from './sounds.js';

export interface Utterance {
  pcm: Float32Array;
  sampleRate: number;
  phones: readonly Phone[];
}

/** Other voices from the same recordings: pitch and vocal tract from a large man's to a child's. */
const SPEEDS = [1, 0.86, 1.16, 1.32];

/** Columns after the mel bands: shape, opening, width, rounding, closed, class of the sound. */
const LABELS = 6;

/**
 * Writes the utterances, one after another with pauses of .1–.7 s, as rows of 40 log-mel energies and 6 labels, 100 rows a
 * second, 32-bit floats. Played `speed` times as fast: pitch, vocal tract and tempo change together.
 */
export function writeTape(path: string, utterances: readonly Utterance[], speed: number, random: Random): number {
  const rows: Float32Array[] = [];
  for (const { pcm, sampleRate, phones } of utterances) {
    const pause = random.between(0.1, 0.7);
    const padded = new Float32Array(pcm.length + Math.round(pause * sampleRate * speed));
    padded.set(pcm, Math.round((pause / 2) * sampleRate * speed));
    const stream = new LogMelStream(sampleRate * speed);
    stream.push(padded);
    const { frames, values } = stream.finish();
    const moved = phones.map(({ phone, start, end }) => ({
      phone,
      start: pause / 2 + start / speed,
      end: pause / 2 + end / speed,
    }));
    const mouth = mouthFromPhones(moved, FRAME_RATE, frames);
    const width = MEL_BANDS + LABELS;
    const table = new Float32Array(frames * width);
    for (let f = 0; f < frames; f++) {
      table.set(values.subarray(f * MEL_BANDS, (f + 1) * MEL_BANDS), f * width);
      const labels = [mouth.shapes, mouth.opening, mouth.width, mouth.rounding, mouth.closed].map((track) => track[f]!);
      table.set(labels, f * width + MEL_BANDS);
    }
    for (const { symbol, start, end } of soundTimes(moved)) {
      const last = Math.min(frames - 1, Math.floor(end * FRAME_RATE - 0.5));
      for (let f = Math.ceil(start * FRAME_RATE - 0.5); f <= last; f++)
        table[f * width + width - 1] = soundClass(symbol);
    }
    rows.push(table);
  }
  writeFileSync(path, Buffer.concat(rows.map((table) => Buffer.from(table.buffer))));
  return rows.reduce((sum, table) => sum + table.length / (MEL_BANDS + LABELS), 0) / FRAME_RATE;
}

/** Writes one tape for each of a person's speeds into the cache. */
export function writePerson(
  cache: string,
  name: string,
  utterances: readonly Utterance[],
  randomAt: (speed: number) => Random,
): void {
  for (const speed of SPEEDS) {
    const path = join(cache, 'tapes', `human-${name}-${speed}.f32`);
    report(name, writeTape(path, utterances, speed, randomAt(speed)));
  }
}

export function report(name: string, seconds: number): void {
  process.stdout.write(`${name} ${seconds.toFixed(0)} s\n`);
}
