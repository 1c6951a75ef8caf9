import { lipsync } from '@chamelaion/engine';
import { drawFilm } from '@chamelaion/engine/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFolder, speak } from './fixtures.js';
import { babbler, evenly, type Shooting, shoot } from './shoot.js';
import { about, likeness } from './watch.js';

const { path, remove } = makeFolder();
const paint = babbler(128);

beforeAll(async () => {
  await speak(path('voice.wav'), 'Pa.');
  await drawFilm({ output: path('upright.mp4'), frames: 1, fps: 25, paint });
});
afterAll(remove);

const films: Record<string, Omit<Shooting, 'output' | 'paint'>> = {
  'av1.mkv': { codec: 'av1', times: evenly(13, 25) },
  'vp9.webm': { codec: 'vp9', times: evenly(13, 25) },
  'hevc-turned.mov': { codec: 'hevc', rotation: 90, times: evenly(13, 25) },
  'avc-turned-wide.mp4': { codec: 'avc', rotation: 270, pixelAspect: 2, times: evenly(13, 25) },
  'film.mp4': { codec: 'avc', times: evenly(13, 24000 / 1001) },
  'fast.mp4': { codec: 'avc', times: evenly(31, 60000 / 1001) },
  'uneven.mp4': { codec: 'avc', times: [0, 0.04, 0.08, 0.16, 0.2, 0.3, 0.34, 0.42, 0.46, 0.5, 0.56, 0.6] },
};

test.each(Object.entries(films))('%s keeps its frames, their times and its shape', async (name, film) => {
  const [video, output] = [path(name), path(`out-${name}.mp4`)];
  await shoot({ output: video, paint, ...film });
  const report = await lipsync({ video, audio: path('voice.wav'), output });
  const [before, after] = [await about(video), await about(output)];
  expect(report.dubbedFrames).toBe(film.times.length - 1);
  expect(after.codec).toBe('avc');
  expect(after.shown).toEqual(before.shown);
  expect(after.times.length).toBe(film.times.length);
  after.times.forEach((time, i) => {
    expect(Math.abs(time - film.times[i]!)).toBeLessThan(0.002);
  });
  expect(await likeness(output, path('upright.mp4'))).toBeGreaterThan(25);
});
