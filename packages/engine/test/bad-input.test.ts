import { readFileSync, writeFileSync } from 'node:fs';
import { lipsync } from '@chamelaion/engine';
import { drawTalkingHead } from '@chamelaion/engine/testing';
import { writeWav } from '@chamelaion/speech';
import { expect, test } from 'vitest';
import { folder, speak } from './fixtures.js';

const opening = new Float32Array(10);

test('a missing video is told apart from a broken one', async () => {
  const { path, list } = folder();
  await speak(path('voice.wav'), 'Papa.');
  writeFileSync(path('text.mp4'), 'This is not a film.');
  const dub = (video: string) => lipsync({ video: path(video), audio: path('voice.wav'), output: path('out.mp4') });
  await expect(dub('none.mp4')).rejects.toMatchObject({ code: 'media_not_found', input: 'video' });
  await expect(dub('text.mp4')).rejects.toMatchObject({ code: 'unreadable_media', input: 'video' });
  await expect(dub('voice.wav')).rejects.toThrow(/no video track/);
  expect(list()).toEqual(['text.mp4', 'voice.wav']);
});

test('a film that is cut off is refused, not dubbed as far as it goes', async () => {
  const { path, list } = folder();
  await drawTalkingHead({ output: path('head.mp4'), opening: new Float32Array(50), size: 128 });
  await speak(path('voice.wav'), 'Papa.');
  const whole = readFileSync(path('head.mp4'));
  for (const share of [0.9, 0.3]) {
    writeFileSync(path('part.mp4'), whole.subarray(0, Math.floor(share * whole.length)));
    const work = lipsync({ video: path('part.mp4'), audio: path('voice.wav'), output: path('out.mp4') });
    await expect(work).rejects.toMatchObject({
      code: 'unreadable_media',
      message: expect.stringMatching(/bytes are missing/),
    });
  }
  expect(list()).toEqual(['head.mp4', 'part.mp4', 'voice.wav']);
});

test('a voice that is missing, broken or silent is refused by name', async () => {
  const { path } = folder();
  await drawTalkingHead({ output: path('head.mp4'), opening, size: 128 });
  writeFileSync(path('text.wav'), 'This is not a voice.');
  await writeWav(path('silent.wav'), new Float32Array(16000), 16000);
  const dub = (audio: string) => lipsync({ video: path('head.mp4'), audio: path(audio), output: path('out.mp4') });
  await expect(dub('none.wav')).rejects.toMatchObject({ code: 'media_not_found', input: 'audio' });
  await expect(dub('text.wav')).rejects.toMatchObject({ code: 'unreadable_media', input: 'audio' });
  await expect(dub('head.mp4')).rejects.toMatchObject({ code: 'unreadable_media', input: 'audio' });
  await expect(dub('silent.wav')).rejects.toMatchObject({ code: 'no_speech' });
});

test('a film without a face is refused', async () => {
  const { path, list } = folder();
  await drawTalkingHead({ output: path('wall.mp4'), opening, size: 128, look: null });
  await speak(path('voice.wav'), 'Papa.');
  const work = lipsync({ video: path('wall.mp4'), audio: path('voice.wav'), output: path('out.mp4') });
  await expect(work).rejects.toMatchObject({ code: 'no_face' });
  expect(list()).toEqual(['voice.wav', 'wall.mp4']);
});

test('an output that cannot be written is told before the work begins', async () => {
  const { path } = folder();
  await drawTalkingHead({ output: path('head.mp4'), opening, size: 128 });
  await speak(path('voice.wav'), 'Papa.');
  const work = lipsync({ video: path('head.mp4'), audio: path('voice.wav'), output: path('no/such/folder/out.mp4') });
  await expect(work).rejects.toMatchObject({ code: 'output_failed' });
});
