import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { assembled } from '../../kernel/assemble.js';
import { type Convolution, convolve } from '../../src/voice/convolve.js';

test('the assembled inner loop is that of its text', async () => {
  expect(readFileSync(new URL('../../src/voice/convolve.gen.ts', import.meta.url), 'utf8')).toBe(await assembled());
});

test.each([
  { stride: 2, dilation: 1, taps: 6, steps: 5, add: false },
  { stride: 1, dilation: 16, taps: 3, steps: 515, add: true },
])('a convolution sums what it says: %o', ({ stride, dilation, taps, steps, add }) => {
  const [inputs, outputs] = [12, 16];
  const filter: Convolution = {
    inputs,
    outputs,
    taps,
    weights: noise(outputs * taps * inputs),
    bias: noise(outputs),
  };
  const input = noise((steps * stride + taps * dilation) * inputs);
  const output = new Float32Array(steps * outputs + 8).fill(7);
  convolve(filter, input, { steps, stride, dilation, add }, output);
  const expected = Float32Array.from({ length: steps * outputs }, (_, at) => {
    const [t, o] = [Math.floor(at / outputs), at % outputs];
    let sum = filter.bias[o]!;
    for (let tap = 0; tap < taps; tap++)
      for (let i = 0; i < inputs; i++) {
        const weight = filter.weights[((Math.floor(o / 8) * taps + tap) * inputs + i) * 8 + (o % 8)]!;
        sum += weight * input[(t * stride + tap * dilation) * inputs + i]!;
      }
    return add ? sum + 7 : sum;
  });
  const worst = expected.reduce((most, x, at) => Math.max(most, Math.abs(x - output[at]!)), 0);
  expect(worst).toBeLessThan(1e-5);
  expect([...output.subarray(steps * outputs)]).toEqual(Array(8).fill(7));
});

let seed = 1;
const noise = (length: number) =>
  Float32Array.from({ length }, () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 31 - 1;
  });
