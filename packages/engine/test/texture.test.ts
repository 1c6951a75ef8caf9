import { expect, test } from 'vitest';
import { restoreTexture } from '../src/render/texture.js';

const [width, height] = [48, 48];

/** Hair: grains of luma that differ from one seed to the next, on flat chroma. */
function hair(seed: number): Float32Array {
  let state = seed;
  const grain = (): number => {
    state = (state * 16807) % 2147483647;
    return 60 + 60 * (state / 2147483647);
  };
  return Float32Array.from({ length: 3 * width * height }, (_, p) => (p % 3 === 0 ? grain() : 128));
}

/** Mean difference of a pixel's luma from its neighbours', away from the edges. */
function contrast(data: ArrayLike<number>): number {
  let sum = 0;
  for (let y = 8; y < height - 8; y++)
    for (let x = 8; x < width - 8; x++) {
      const p = 3 * (y * width + x);
      sum += Math.abs(data[p]! - data[p + 3]!) + Math.abs(data[p]! - data[p + 3 * width]!);
    }
  return sum;
}

test('hair mixed of two frames keeps its contrast', () => {
  const place = { x: 0, y: 0, width, height };
  const [own, borrowed] = [hair(1), hair(7)];
  const mixed = own.map((value, p) => (value + borrowed[p]!) / 2);
  expect(contrast(mixed) / contrast(own)).toBeLessThan(0.8);
  const original = { ...place, data: Uint8Array.from(own) };
  const alpha = new Float32Array(width * height).fill(0.5);
  restoreTexture({ ...place, data: mixed }, original, { ...place, data: borrowed }, alpha, 1);
  expect(contrast(mixed) / contrast(own)).toBeGreaterThan(0.88);
  expect(contrast(mixed) / contrast(own)).toBeLessThan(1.15);
});
