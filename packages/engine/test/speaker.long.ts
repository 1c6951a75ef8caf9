import { lipsync } from '@chamelaion/engine';
import { Canvas, drawFilm, headPainter } from '@chamelaion/engine/testing';
import { expect, test } from 'vitest';
import { VideoReader } from '../src/media/video-reader.js';
import { folder, saying, speak } from './fixtures.js';

const fps = 25;

/** Mean luma difference of two films in their left and right halves. */
async function halves(a: string, b: string): Promise<[left: number, right: number]> {
  const sums: [number, number] = [0, 0];
  const [first, second] = [await VideoReader.open(a), await VideoReader.open(b)];
  const others = second.pictures();
  for await (const { picture } of first.pictures()) {
    const other = (await others.next()).value!.picture;
    for (let p = 0; p < picture.width * picture.height; p++) {
      const side = p % picture.width < picture.width / 2 ? 0 : 1;
      sums[side] += Math.abs(picture.data[p]! - other.data[p]!);
    }
  }
  first.close();
  second.close();
  return sums;
}

test('of two people the one who speaks is dubbed, or the larger one if asked', async () => {
  const { path } = folder();
  const mine = await saying('We may go home, papa, to buy more apples.');
  const his = await saying('No, I want a big old boat, and a map of Peru.');
  const sound = { sampleRate: mine.sampleRate, channels: [mine.pcm] };
  const speaker = headPainter({ ...mine.mouthAt(fps), size: 144, look: 'birch' });
  const other = headPainter({ ...his.mouthAt(fps), size: 160, look: 'cedar' });
  const paint = (i: number): Canvas => {
    const canvas = new Canvas(320, 160);
    canvas.draw(other(i), 0, 0);
    canvas.draw(speaker(i), 160, 0);
    return canvas;
  };
  await drawFilm({ output: path('two.mp4'), frames: 55, fps, sound, paint });
  await speak(path('voice.wav'), 'Papa may.');
  const dub = { video: path('two.mp4'), audio: path('voice.wav'), output: path('out.mp4') };
  await lipsync(dub);
  const [left, right] = await halves(path('two.mp4'), path('out.mp4'));
  expect(right).toBeGreaterThan(1.3 * left);
  await lipsync({ ...dub, activeSpeaker: false });
  const [larger, smaller] = await halves(path('two.mp4'), path('out.mp4'));
  expect(larger).toBeGreaterThan(1.3 * smaller);
});
