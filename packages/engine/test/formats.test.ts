import { lipsync } from '@chamelaion/engine';
import { VideoSample } from 'mediabunny';
import { expect, test } from 'vitest';
import { toUprightI420 } from '../src/media/to-i420.js';
import { folder, speak } from './fixtures.js';
import { babbler, evenly, shoot } from './shoot.js';
import { about, likeness } from './watch.js';

const colorSpace = { primaries: 'bt470bg', transfer: 'smpte170m', matrix: 'bt470bg', fullRange: false } as const;

test('wide pixels and colour tags are kept from a WebM', async () => {
  const { path } = folder();
  const [video, audio, output] = [path('wide.webm'), path('voice.wav'), path('out.mp4')];
  await shoot({
    output: video,
    paint: babbler(128),
    times: evenly(12, 25),
    codec: 'vp9',
    pixelAspect: 1.5,
    colorSpace,
  });
  await speak(audio, 'Papa.');
  const report = await lipsync({ video, audio, output });
  expect(report.dubbedFrames).toBe(12);
  expect(await about(output)).toMatchObject({ codec: 'avc', size: [128, 128], shown: [192, 128], colorSpace });
  expect(await likeness(output, video)).toBeGreaterThan(30);
});

test('a film with an alpha channel is refused with that reason', async () => {
  const { path } = folder();
  const [video, audio, output] = [path('see-through.webm'), path('voice.wav'), path('out.mp4')];
  await shoot({ output: video, paint: babbler(128), times: evenly(2, 25), codec: 'vp9', transparent: true });
  await speak(audio, 'Pa.');
  await expect(lipsync({ video, audio, output })).rejects.toMatchObject({
    code: 'unreadable_media',
    message: expect.stringContaining('alpha channel'),
  });
});

test('ten bits are rounded to eight', async () => {
  const deep = Uint16Array.from(
    [64, 65, 66, 67, 512, 940, 1022, 1023].flatMap((value) => [value, value]).concat(Array(8).fill(513)),
  );
  const format = 'I420P10' as const;
  const sample = new VideoSample(new Uint8Array(deep.buffer), { format, codedWidth: 4, codedHeight: 4, timestamp: 0 });
  const { data } = await toUprightI420(sample);
  sample.close();
  expect([...data]).toEqual([
    16,
    16,
    16,
    16,
    17,
    17,
    17,
    17,
    128,
    128,
    235,
    235,
    255,
    255,
    255,
    255,
    ...Array(8).fill(128),
  ]);
});
