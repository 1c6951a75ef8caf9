import { lipsync } from '@chamelaion/engine';
import { expect, test } from 'vitest';
import { folder, speak } from './fixtures.js';
import { recording } from './media.js';
import { about, likeness } from './watch.js';

test('ten bits and wide pixels come out as eight bits of the same shape, colours and frames', async () => {
  const { path } = folder();
  await speak(path('voice.wav'), 'Papa.');
  const report = await lipsync({ video: recording('ten-bit.webm'), audio: path('voice.wav'), output: path('out.mp4') });
  expect(report.dubbedFrames).toBe(12);
  expect(await about(path('out.mp4'))).toMatchObject({
    codec: 'avc',
    size: [96, 128],
    shown: [128, 128],
    colorSpace: { primaries: 'bt2020', transfer: 'hlg', matrix: 'bt2020-ncl', fullRange: false },
  });
  expect(await likeness(path('out.mp4'), recording('ten-bit.webm'))).toBeGreaterThan(30);
});
