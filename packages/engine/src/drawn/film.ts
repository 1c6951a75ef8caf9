import { encodeAac } from '../media/aac.js';
import { Mp4Writer } from '../media/mp4-writer.js';
import { rgbToI420 } from '../media/rgb.js';
import type { Sound } from '../media/sound.js';
import { whileCodecsRun } from '../media/webcodecs.js';
import type { Canvas } from './canvas.js';

export interface DrawnFilm {
  /** Path of the MP4 to write. */
  readonly output: string;
  readonly frames: number;
  readonly fps: number;
  /** Paints frame `i`; all frames have the same, even size. */
  readonly paint: (i: number) => Canvas;
  readonly sound?: Sound;
}

/** Writes a film painted by code. */
export async function drawFilm({ output, frames, fps, paint, sound }: DrawnFilm): Promise<void> {
  await whileCodecsRun(async () => {
    const first = paint(0);
    const writer = await Mp4Writer.open(output, {
      width: first.width,
      height: first.height,
      fps,
      maxFrames: frames,
      colorSpace: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false },
      comment: 'A drawn head, not a real person.',
      ...(sound && { sound: await encodeAac(sound) }),
    });
    try {
      for (let i = 0; i < frames; i++) {
        const canvas = i === 0 ? first : paint(i);
        await writer.addFrame(rgbToI420(canvas.toRgb()), i / fps, 1 / fps);
      }
      await writer.finish();
    } catch (error) {
      await writer.discard();
      throw error;
    }
  });
}
