import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Canvas, drawFilm, headPainter } from '@chamelaion/engine/testing';
import { synthesize, writeWav } from '@chamelaion/speech';
import { Table } from '../print/table.js';

const FPS = 25;

/** Side of the drawn head before it is enlarged. */
const HEAD = 360;

const SAYS = 'Hello! I am only a drawing, and these are the words I was made with. My mouth moves as I speak them.';

/** Name, size, seconds of film. */
const sizes = [
  ['720p', 1280, 720, 30],
  ['1080p', 1920, 1080, 15],
  ['4K', 3840, 2160, 3],
] as const;

/** Seconds of 720p from which the memory of longer films is extrapolated, and to what. */
const LENGTHS = [60, 120] as const;
const EXTRAPOLATED = 600;

interface Cost {
  readonly seconds: number;
  readonly elapsed: { readonly analyse: number; readonly select: number; readonly render: number };
  readonly wall: number;
  readonly peakMb: number;
}

/** Seconds a second of film by stage, and peak memory, by the size of the picture; each dub in a process of its own. */
export async function measureSizes(): Promise<void> {
  const table = new Table('Cost by size, drawn head at 25 frames a second');
  for (const [name, width, height, length] of sizes) {
    const { seconds, elapsed, wall, peakMb } = await cost(width, height, length);
    const share = (value: number): string => (value / seconds).toFixed(2);
    table.add({
      picture: `${name}25, ${length} s`,
      's/s (720p ≤ 1.0, prototype 1.6; 1080p ≤ 2.0)': share(wall),
      analyse: share(elapsed.analyse),
      select: share(elapsed.select),
      render: share(elapsed.render),
      'peak MB': peakMb.toFixed(0),
    });
  }
}

/** Peak memory of two lengths of 720p, and what their difference foretells for ten minutes. */
export async function measureMemory(): Promise<void> {
  const table = new Table('Peak memory by length, 720p25');
  const peaks: number[] = [];
  for (const length of LENGTHS) {
    const { peakMb } = await cost(1280, 720, length);
    peaks.push(peakMb);
    table.add({ seconds: `${length}`, 'peak MB': peakMb.toFixed(0) });
  }
  const growth = (peaks[1]! - peaks[0]!) / (LENGTHS[1] - LENGTHS[0]);
  const foretold = peaks[1]! + growth * (EXTRAPOLATED - LENGTHS[1]);
  table.add({ seconds: `${EXTRAPOLATED} (extrapolated, ≤ 1200 MB)`, 'peak MB': foretold.toFixed(0) });
}

async function cost(width: number, height: number, length: number): Promise<Cost> {
  const folder = await mkdtemp(join(tmpdir(), 'chamelaion-cost-'));
  try {
    const [video, audio, output] = ['film.mp4', 'voice.wav', 'out.mp4'].map((name) => join(folder, name));
    await film(video!, audio!, width, height, length);
    const child = fileURLToPath(new URL('cost.mjs', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [child, video!, audio!, output!]);
    return JSON.parse(stdout) as Cost;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A head in the middle of a wide picture that says its sentence over and over, and a voice as long. */
async function film(video: string, audio: string, width: number, height: number, length: number): Promise<void> {
  const speech = await synthesize(SAYS, { voice: 'en-us+f2', rate: 165 });
  const mouth = speech.mouthAt(FPS);
  const head = headPainter({ ...mouth, size: HEAD });
  const paint = (i: number): Canvas => enlarged(head(i % mouth.opening.length), width, height);
  await drawFilm({ output: video, frames: length * FPS, fps: FPS, paint });
  const pcm = new Float32Array(length * speech.sampleRate);
  for (let i = 0; i < pcm.length; i++) pcm[i] = speech.pcm[i % speech.pcm.length]!;
  await writeWav(audio, pcm, speech.sampleRate);
}

function enlarged(head: Canvas, width: number, height: number): Canvas {
  const canvas = new Canvas(width, height);
  canvas.data.fill(120);
  const left = (width - height) >> 1;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < height; x++) {
      const from = 3 * (Math.floor((y * HEAD) / height) * HEAD + Math.floor((x * HEAD) / height));
      canvas.data.set(head.data.subarray(from, from + 3), 3 * (y * width + left + x));
    }
  return canvas;
}
