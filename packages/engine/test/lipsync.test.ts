import { lipsync, measureMouth, type Progress } from '@chamelaion/engine';
import { correlation } from '@chamelaion/engine/testing';
import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';
import { expect, test } from 'vitest';
import { folder, head, speak } from './fixtures.js';

test('the mouth of the output follows the new voice, the source mouth does not', async () => {
  const { path } = folder();
  await head(path('head.mp4'));
  await speak(path('voice.wav'));
  const report = await lipsync({ video: path('head.mp4'), audio: path('voice.wav'), output: path('out.mp4') });
  const target = report.target.map((mouth) => mouth.opening);
  const dubbed = await measureMouth(path('out.mp4'));
  const source = await measureMouth(path('head.mp4'));
  expect(dubbed.opening.length).toBe(report.frames);
  expect(correlation(dubbed.opening, target)).toBeGreaterThan(0.85);
  expect(correlation(source.opening, target)).toBeLessThan(0.5);
  expect(report.identical).toBeGreaterThan(0.85);
});

test('the output is an MP4 with its index first, the new voice, and a note that it was altered', async () => {
  const { path, list } = folder();
  await head(path('head.mp4'));
  const spoken = await speak(path('voice.wav'));
  const stages: Progress[] = [];
  await lipsync({
    video: path('head.mp4'),
    audio: path('voice.wav'),
    output: path('out.mp4'),
    onProgress: (progress) => stages.push(progress),
  });
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(path('out.mp4')) });
  const sound = (await input.getPrimaryAudioTrack())!;
  const picture = (await input.getPrimaryVideoTrack())!;
  expect([picture.codec, sound.codec]).toEqual(['avc', 'aac']);
  expect((await input.getMetadataTags()).comment).toContain('Altered by lip sync');
  expect(Math.abs((await sound.computeDuration()) - spoken)).toBeLessThan(0.08);
  expect(await picture.computeDuration()).toBeGreaterThanOrEqual(spoken - 0.001);
  expect(list()).toEqual(['head.mp4', 'out.mp4', 'voice.wav']);
  const fractions = stages.map((stage) => stage.fraction);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect(fractions.at(-1)).toBe(1);
});

test('the number of threads does not change the result', async () => {
  const { path } = folder();
  await head(path('head.mp4'));
  await speak(path('voice.wav'), 'Papa may.');
  const run = async (threads: number): Promise<unknown> => {
    const { elapsed, ...report } = await lipsync({
      video: path('head.mp4'),
      audio: path('voice.wav'),
      output: path(`${threads}.mp4`),
      threads,
    });
    return { report, mouth: await measureMouth(path(`${threads}.mp4`)) };
  };
  expect(await run(1)).toEqual(await run(3));
});

test('stopping leaves nothing behind and gives the reason', async () => {
  const { path, list } = folder();
  await head(path('head.mp4'));
  await speak(path('voice.wav'));
  const stop = new AbortController();
  const reason = new Error('enough');
  const onProgress = ({ stage }: Progress): void => {
    if (stage === 'render') stop.abort(reason);
  };
  const work = lipsync({
    video: path('head.mp4'),
    audio: path('voice.wav'),
    output: path('out.mp4'),
    signal: stop.signal,
    onProgress,
  });
  await expect(work).rejects.toBe(reason);
  expect(list()).toEqual(['head.mp4', 'voice.wav']);
});
