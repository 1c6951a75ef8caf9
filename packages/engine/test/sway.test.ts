import { expect, test } from 'vitest';
import { genericTemplate } from '../src/face/canonical.js';
import { LOWER_LIP } from '../src/face/topology.js';
import { swayOf } from '../src/render/sway.js';

test('a head that turns, grows and shifts takes its steadied mouth along, but not the trembling of its lips', () => {
  const steady = genericTemplate().map((value) => 300 + 150 * value);
  const moved = steady.map((value, i) => {
    if (i % 3 === 0) return 12 + 1.02 * value - 0.03 * steady[i + 1]!;
    return i % 3 === 1 ? -7 + 0.03 * steady[i - 1]! + 1.02 * value : value;
  });
  const seen = Float32Array.from(moved);
  for (const i of LOWER_LIP) seen[3 * i + 1]! += 6;
  swayOf(
    steady,
    seen,
  )(steady).forEach((value, i) => {
    expect(value).toBeCloseTo(moved[i]!, 2);
  });
});
