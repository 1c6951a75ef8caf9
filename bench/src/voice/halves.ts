import { join } from 'node:path';
import { writeWav } from '@chamelaion/speech';
import { encodeAac } from '../../../packages/engine/src/media/aac.js';
import { Mp4Writer } from '../../../packages/engine/src/media/mp4-writer.js';
import type { Sound } from '../../../packages/engine/src/media/sound.js';
import { soundOfFilm } from '../../../packages/engine/src/media/sound-reader.js';
import { VideoReader } from '../../../packages/engine/src/media/video-reader.js';
import { whileCodecsRun } from '../../../packages/engine/src/media/webcodecs.js';

/** One half of a clip as files, and its sound. */
export interface Half {
  video: string;
  /** The same film without its sound. */
  silent: string;
  audio: string;
  pcm: Float32Array;
  sampleRate: number;
  /** Number of its first frame in the whole clip, and of the one after its last. */
  from: number;
  to: number;
}

/** Cuts a clip in the middle into two films with sound and two voices. */
export async function cutInHalves(path: string, folder: string): Promise<[Half, Half]> {
  return whileCodecsRun(async () => {
    const film = await VideoReader.open(path);
    try {
      const sound = (await soundOfFilm(film.input))!;
      const middle = Math.floor(film.frames / 2);
      return [await cut(film, sound, 0, middle, folder), await cut(film, sound, middle, film.frames, folder)];
    } finally {
      film.close();
    }
  });
}

async function cut(film: VideoReader, sound: Sound, from: number, to: number, folder: string): Promise<Half> {
  const [video, silent] = [join(folder, `from-${from}.mp4`), join(folder, `silent-${from}.mp4`)];
  const audio = join(folder, `from-${from}.wav`);
  const at = (frame: number) => Math.round((frame / film.fps) * sound.sampleRate);
  const part: Sound = { sampleRate: sound.sampleRate, channels: sound.channels.map((c) => c.slice(at(from), at(to))) };
  const form = {
    width: film.width,
    height: film.height,
    maxFrames: to - from,
    fps: film.fps,
    colorSpace: film.colorSpace,
  };
  const writers = [
    await Mp4Writer.open(video, { ...form, sound: await encodeAac(part) }),
    await Mp4Writer.open(silent, form),
  ];
  let frame = 0;
  for await (const { picture } of film.pictures()) {
    if (frame >= from && frame < to)
      for (const writer of writers) await writer.addFrame(picture, (frame - from) / film.fps, 1 / film.fps);
    frame++;
  }
  for (const writer of writers) await writer.finish();
  await writeWav(audio, part.channels[0]!, part.sampleRate);
  return { video, silent, audio, pcm: part.channels[0]!, sampleRate: part.sampleRate, from, to };
}
