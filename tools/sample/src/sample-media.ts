import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { drawTalkingHead, type LookName } from '@chamelaion/engine/testing';
import { synthesize, writeWav } from '@chamelaion/speech';

export interface SampleOptions {
  /** What the drawn head says in the video. */
  says?: string;
  /** What the new voice says. */
  dub?: string;
  /** Side of the square picture in pixels; default 512. */
  size?: number;
  /** Who is drawn. */
  look?: LookName;
}

export interface SampleMedia {
  /** Path of an MP4: a drawn head that speaks. */
  video: string;
  /** Path of a WAV: another voice that says something else. */
  audio: string;
}

const FPS = 25;
const SAYS = 'Hello! I am only a drawing, and these are the words I was made with. My mouth moves as I speak them.';
const DUB =
  'Good morning, ladies and gentlemen. The bus to Memphis leaves from platform number five. Please bring a warm coat.';

/**
 * A video of a drawn head that speaks, and another voice saying something else: legal test footage, made by code on first
 * use and kept for the next time. Safe to call from several processes at once.
 *
 * @example
 * const { video, audio } = await sampleMedia({ size: 256, says: 'Hello.', dub: 'Bob, my papa!' });
 */
export async function sampleMedia(options: SampleOptions = {}): Promise<SampleMedia> {
  const { says = SAYS, dub = DUB, size = 512, look = 'amber' } = options;
  const drawnBy = statSync(fileURLToPath(import.meta.resolve('@chamelaion/engine/testing'))).mtimeMs;
  const key = createHash('sha256')
    .update(JSON.stringify([says, dub, size, look, drawnBy]))
    .digest('hex')
    .slice(0, 16);
  const cache = fileURLToPath(new URL('../.cache/', import.meta.url));
  const folder = path.join(cache, key);
  const media = { video: path.join(folder, 'head.mp4'), audio: path.join(folder, 'voice.wav') };
  if (existsSync(folder)) return media;

  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(path.join(cache, 'making-'));
  const own = await synthesize(says, { voice: 'en-us+f2', rate: 165 });
  const { opening, width } = own.mouthAt(FPS);
  const { pcm, sampleRate } = own;
  await drawTalkingHead({ output: path.join(work, 'head.mp4'), pcm, sampleRate, opening, width, fps: FPS, size, look });
  const voice = await synthesize(dub, { voice: 'en', rate: 155, pitch: 40 });
  await writeWav(path.join(work, 'voice.wav'), voice.pcm, voice.sampleRate);
  // Whoever is first wins; the folder appears whole or not at all.
  await rename(work, folder).catch(() => rm(work, { recursive: true, force: true }));
  return media;
}
