import { expect, test } from 'vitest';
import { genericTemplate } from '../src/face/canonical.js';
import { INNER_LOWER, INNER_UPPER, MOUTH_CORNERS } from '../src/face/topology.js';
import { faceWeights } from '../src/render/weights.js';

test.each([-0.15, 0, 0.15])(
  'a mouth of slant %f keeps both corners nearly where they are as it opens or closes',
  (slant) => {
    const template = genericTemplate();
    const slanted = template.map((value, i) => (i % 3 === 1 ? value + slant * template[i - 1]! : value));
    const { drop, rise } = faceWeights(slanted);
    for (const way of [drop, rise]) {
      const corners = MOUTH_CORNERS.map((i) => way[i]!);
      expect(Math.max(...corners)).toBeLessThan(0.2);
      expect(Math.max(...corners) - Math.min(...corners)).toBeLessThan(0.05);
    }
  },
);

test('lips that part leave a lens between them, not a box', () => {
  const { drop } = faceWeights(genericTemplate());
  const gap = (k: number): number => drop[INNER_LOWER[k]!]! - drop[INNER_UPPER[k]!]!;
  const middle = (INNER_UPPER.length - 1) / 2;
  for (let k = 1; k <= middle; k++) expect(gap(k)).toBeGreaterThan(gap(k - 1));
  expect(gap(0)).toBeCloseTo(0, 5);
  expect(gap(1) / gap(middle)).toBeLessThan(0.3);
});
