import { lipsync } from '@chamelaion/engine';
import { type Canvas, drawFilm, headPainter, type LookName } from '@chamelaion/engine/testing';
import { expect, test } from 'vitest';
import { folder, saying, speak } from './fixtures.js';

const fps = 25;

test('each shot is dubbed from its own frames, and frames without a face stay as they are', async () => {
  const { path } = folder();
  const speech = await saying('We may go.');
  const mouth = speech.mouthAt(fps);
  const painter = (look: LookName | null) => headPainter({ ...mouth, size: 192, look });
  const [first, wall, second] = [painter('amber'), painter(null), painter('cedar')];
  const paint = (i: number): Canvas => (i < 14 ? first(i) : i < 22 ? wall(0) : second(i - 22));
  await drawFilm({ output: path('cut.mp4'), frames: 36, fps, paint });
  await speak(path('voice.wav'), 'Papa may go to the boat.');
  const report = await lipsync({ video: path('cut.mp4'), audio: path('voice.wav'), output: path('out.mp4') });
  report.shown.forEach((frame, i) => {
    const from = report.mouths[i]!;
    if (frame < 14) expect(from).toBeLessThan(14);
    else if (frame < 22) expect(from).toBeNull();
    else expect(from).toBeGreaterThanOrEqual(22);
  });
});
