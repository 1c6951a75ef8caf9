import { expect, test } from 'vitest';
import { timeline } from '../src/timeline.js';

const film = { times: [0, 0.1, 0.25, 0.35], duration: 0.45 };
const frames = (voice: number): number[] => timeline(film, voice).map((moment) => moment.frame);

test('a voice shorter than the film shows the film once', () => {
  expect(frames(0.2)).toEqual([0, 1, 2, 3]);
});

test('a longer voice is accompanied back and forth until it ends', () => {
  expect(frames(1.2)).toEqual([0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 2]);
});

test('uneven frame durations are kept', () => {
  expect(timeline(film, 0).map((moment) => moment.duration)).toEqual([
    0.1,
    0.15,
    expect.closeTo(0.1),
    expect.closeTo(0.1),
  ]);
});

test('a film of one frame is held', () => {
  const still = timeline({ times: [0], duration: 0.5 }, 1.2);
  expect(still.map((moment) => moment.frame)).toEqual([0, 0, 0]);
});
