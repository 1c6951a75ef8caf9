import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lipsync, measureMouth } from '@chamelaion/engine';
import { correlation } from '@chamelaion/engine/testing';
import { expect, test } from 'vitest';
import { folder, head, speak } from './fixtures.js';

/** A real person where the machine has footage, a drawn one where it has not. */
async function clip(path: (name: string) => string): Promise<{ video: string; audio: string }> {
  const media = process.env['CHAMELAION_TEST_MEDIA'];
  const real = { video: join(media ?? '', 'speaker-a.mp4'), audio: join(media ?? '', 'voice-b.wav') };
  if (media && existsSync(real.video) && existsSync(real.audio)) return real;
  const drawn = { video: path('head.mp4'), audio: path('voice.wav') };
  await head(drawn.video, 'Hello, we are open, and my papa may go home.');
  await speak(drawn.audio, 'Bob, my papa, bought a map of Peru.');
  return drawn;
}

test('on footage of a person the mouth follows the voice and the rest of the picture stays', async () => {
  const { path } = folder();
  const { video, audio } = await clip(path);
  const report = await lipsync({ video, audio, output: path('out.mp4') });
  const target = report.target.map((mouth) => mouth.opening);
  const dubbed = await measureMouth(path('out.mp4'));
  const source = await measureMouth(video);
  const untouched = report.shown.map((frame) => source.opening[frame]!);
  expect(correlation(dubbed.opening, target)).toBeGreaterThan(0.85);
  expect(correlation(untouched, target)).toBeLessThan(0.6);
  expect(report.identicalBeyondMouth).toBeGreaterThan(0.97);
});
