import { measureMouth } from '@chamelaion/engine';
import { correlation, type LookName, looks } from '@chamelaion/engine/testing';
import { expect, test } from 'vitest';
import { folder, head } from './fixtures.js';

for (const look of Object.keys(looks) as LookName[]) {
  test(`the opening of the drawn head "${look}" is measured as it was drawn`, async () => {
    const { path } = folder();
    const truth = await head(path('head.mp4'), { look, says: 'Why, papa?', yaw: look === 'cedar' ? 0.3 : 0 });
    const { opening } = await measureMouth(path('head.mp4'));
    expect(opening.every(Number.isFinite)).toBe(true);
    expect(correlation(opening, truth)).toBeGreaterThan(0.94);
  });
}
