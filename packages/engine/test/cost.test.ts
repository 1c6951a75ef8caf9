import { expect, test } from 'vitest';
import { misfit } from '../src/selection/cost.js';
import type { Person } from '../src/selection/person.js';

test('where the lips shall meet, a mouth that leaves a slit costs as much as a cut to one that is shut', () => {
  const openings = [0.015, 0];
  const person = {
    shapes: openings.map((opening) => ({ opening, width: 0.6 })),
    range: { openMax: 0.2, widthLow: 0.5, widthHigh: 0.7, still: false },
    yaw: [0, 0],
    pitch: [0, 0],
    logScale: [0, 0],
    logSharpness: [
      [0, 0],
      [0, 0],
    ],
  } as unknown as Person;
  const target = { opening: 0, width: 0.6, closed: true };
  const [slit, shut] = openings.map((_, place) => misfit(person, target, 0, place)) as [number, number];
  expect(slit - shut).toBeGreaterThan(0.4);
});
