import { measureMouth } from '@chamelaion/engine';
import { drawFilm, headPainter, selfDub } from '@chamelaion/engine/testing';
import { expect, test } from 'vitest';
import { eachFrame } from '../src/report/frames.js';
import { blurred } from './blurred.js';
import { folder, saying } from './fixtures.js';

const fps = 25;

/** How the head of each frame is blurred, across and down. */
const kinds = [
  ['sharp', 1, 1],
  ['moving', 7, 1],
  ['sharp', 1, 1],
  ['out of focus', 5, 5],
] as const;
const kindOf = (frame: number) => kinds[Math.floor(frame / 10) % kinds.length]!;

/** Energy of luma's steps in the mouth's box of each frame, across and down. */
async function energies(path: string, place: Float32Array): Promise<[across: number, down: number][]> {
  const found: [number, number][] = [];
  await eachFrame(path, new Set(Array.from({ length: place.length / 3 }, (_, i) => i)), (frame, { data, width }) => {
    const [x, y, unit] = [place[3 * frame]!, place[3 * frame + 1]!, place[3 * frame + 2]!];
    const sum: [number, number] = [0, 0];
    for (let row = Math.round(y - 0.25 * unit); row < y + 0.25 * unit; row++)
      for (let column = Math.round(x - 0.35 * unit); column < x + 0.35 * unit; column++) {
        const p = row * width + column;
        sum[0] += (data[p + 1]! - data[p]!) ** 2;
        sum[1] += (data[p + width]! - data[p]!) ** 2;
      }
    found.push(sum);
  });
  return found;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

test('in a film with half of its frames blurred, each mouth is as sharp as the head it is shown on', async () => {
  const { path } = folder();
  const speech = await saying('We may go home, papa, to buy more apples and a map of Peru.');
  const mouth = speech.mouthAt(fps);
  const head = headPainter({ ...mouth, size: 320, look: 'amber' });
  await drawFilm({
    output: path('film.mp4'),
    frames: mouth.opening.length,
    fps,
    sound: { sampleRate: speech.sampleRate, channels: [speech.pcm] },
    paint: (i) => blurred(head(i), kindOf(i)[1], kindOf(i)[2]),
  });
  await selfDub({ video: path('film.mp4'), output: path('own.mp4') });
  const { place } = await measureMouth(path('film.mp4'));
  const [truth, dub] = [await energies(path('film.mp4'), place), await energies(path('own.mp4'), place)];
  for (const kind of ['sharp', 'moving', 'out of focus'])
    for (const k of [0, 1] as const) {
      const of = (found: typeof truth) => found.flatMap((energy, i) => (kindOf(i)[0] === kind ? [energy[k]] : []));
      const ratio = of(dub).map((energy, i) => energy / of(truth)[i]!);
      expect(median(ratio), `${kind}, direction ${k}`).toBeGreaterThan(0.6);
      expect(median(ratio), `${kind}, direction ${k}`).toBeLessThan(1.6);
    }
});
