import { expect, test } from 'vitest';
import { genericTemplate } from '../src/face/canonical.js';
import { MOUTH_CORNERS } from '../src/face/topology.js';
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
