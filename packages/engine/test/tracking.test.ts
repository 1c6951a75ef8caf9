import { measureMouth } from '@chamelaion/engine';
import { correlation } from '@chamelaion/engine/testing';
import { expect, test } from 'vitest';
import { folder, head } from './fixtures.js';

test.each([
  ['amber', 0],
  ['cedar', 0.35],
] as const)('the opening of the drawn head %s, turned by %f, is measured as it was drawn', async (look, yaw) => {
  const { path } = folder();
  const truth = await head(path('head.mp4'), 'Why, papa?', { look, yaw });
  const { opening } = await measureMouth(path('head.mp4'));
  expect(opening.every(Number.isFinite)).toBe(true);
  expect(correlation(opening, truth)).toBeGreaterThan(0.93);
});
