import { expect, it } from 'vitest';
import { endWithSound } from '../src/index.js';

const sampleRate = 16000;
/** Half a second of a tone, then half a second of silence. */
const pcm = Float32Array.from({ length: sampleRate }, (_, i) => (i < sampleRate / 2 ? Math.sin(i / 5) : 0));
const labelled = (phone: string, end: number) => [
  { phone, start: 0.2, end },
  { phone: '', start: end, end: 1 },
];

it('starts a pause where the last sound is over, gapless', () => {
  const [last, pause] = endWithSound({ pcm, sampleRate, phones: labelled('a', 0.54) });
  expect(last!.end).toBeCloseTo(0.5, 2);
  expect(pause!.start).toBe(last!.end);
});

it('leaves a stop its silence, and no sound less than its label minus 60 ms', () => {
  expect(endWithSound({ pcm, sampleRate, phones: labelled('p', 0.54) })[0]!.end).toBe(0.54);
  expect(endWithSound({ pcm, sampleRate, phones: labelled('a', 0.8) })[0]!.end).toBeGreaterThanOrEqual(0.74);
});
