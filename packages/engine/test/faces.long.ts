import { type LipsyncReport, lipsync, measureMouth } from '@chamelaion/engine';
import { Canvas, correlation, drawFilm, ellipse, headPainter } from '@chamelaion/engine/testing';
import { beforeAll, expect, test } from 'vitest';
import { folder, saying, speak } from './fixtures.js';

const fps = 25;
let mouth: { opening: Float32Array; width: Float32Array };

beforeAll(async () => {
  mouth = (await saying('Hello, we are open.')).mouthAt(fps);
});

/** A grey room with a head in it, which may lie beyond its edges. */
function room(width: number, height: number, head: Canvas, x: number, y: number): Canvas {
  const canvas = new Canvas(width, height);
  canvas.data.fill(120);
  for (let row = 0; row < head.height; row++)
    for (let column = Math.max(0, -x); column < Math.min(head.width, width - x); column++) {
      const from = 3 * (row * head.width + column);
      canvas.data.set(head.data.subarray(from, from + 3), 3 * ((y + row) * width + x + column));
    }
  return canvas;
}

async function dub(
  paint: (i: number) => Canvas,
  frames = 36,
): Promise<{ report: LipsyncReport; measured: Float32Array }> {
  const { path } = folder();
  await drawFilm({ output: path('film.mp4'), frames, fps, paint });
  await speak(path('voice.wav'), 'Bob, papa may go.');
  const report = await lipsync({ video: path('film.mp4'), audio: path('voice.wav'), output: path('out.mp4') });
  return { report, measured: (await measureMouth(path('out.mp4'))).opening };
}

test('a face of 64 pixels follows the voice', async () => {
  const head = headPainter({ ...mouth, size: 136, look: 'birch' });
  const { report, measured } = await dub((i) => room(640, 360, head(i), 300, 80));
  const seen = report.target.flatMap(({ opening }, i) => (Number.isNaN(measured[i]!) ? [] : [{ opening, at: i }]));
  const wanted = seen.map(({ opening }) => opening);
  expect(report.dubbedFrames).toBeGreaterThan(0.8 * report.frames);
  expect(
    correlation(
      seen.map(({ at }) => measured[at]!),
      wanted,
    ),
  ).toBeGreaterThan(0.8);
});

test('frames before a face comes in and after it has left stay as they are', async () => {
  const head = headPainter({ ...mouth, size: 160, look: 'cedar' });
  const { report } = await dub((i) => room(480, 160, head(i % 30), -160 + 16 * i, 0), 42);
  const mouths = report.mouths.slice(0, 42);
  const [first, last] = [mouths.findIndex((from) => from !== null), mouths.findLastIndex((from) => from !== null)];
  expect(first).toBeGreaterThan(3);
  expect(last).toBeLessThan(40);
  expect(last - first).toBeGreaterThan(12);
});

test('a head that turns to its profile and back is dubbed on the way and left as it is beyond 40 degrees', async () => {
  const turn = (i: number): number => (60 * (1 - Math.cos((2 * Math.PI * i) / 60))) / 2;
  const paint = (i: number): Canvas =>
    headPainter({ ...mouth, size: 224, look: 'birch', yaw: (turn(i) * Math.PI) / 180 })(i % mouth.opening.length);
  const { report } = await dub(paint, 60);
  const dubbed = (from: number, to: number): boolean[] =>
    report.mouths
      .filter((_, i) => turn(report.shown[i]!) >= from && turn(report.shown[i]!) < to)
      .map((from) => from !== null);
  expect(dubbed(50, 61)).not.toContain(true);
  expect(dubbed(50, 61).length).toBeGreaterThan(10);
  expect(dubbed(0, 20)).not.toContain(false);
  report.mouths.forEach((from) => {
    if (from !== null) expect(turn(from)).toBeLessThan(50);
  });
});

test('frames with a hand before the mouth are left alone, and lend no mouth', async () => {
  const head = headPainter({ ...mouth, size: 192, look: 'amber' });
  const covered = (i: number): boolean => i >= 24 && i < 34;
  const { report } = await dub((i) => {
    const canvas = head(i % 36);
    if (covered(i)) canvas.polygon(ellipse(96 + 2 * (i - 29), 118, 36, 30), [214, 160, 132]);
    return canvas;
  }, 60);
  report.mouths.forEach((from, i) => {
    const frame = report.shown[i]!;
    if (covered(frame)) expect(from).toBeNull();
    else if (frame < 20 || frame > 38) expect(from).not.toBeNull();
    if (from !== null) expect(covered(from)).toBe(false);
  });
});
