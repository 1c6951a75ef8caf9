import type { I420 } from '../media/i420.js';
import { VideoReader } from '../media/video-reader.js';

/** Calls `use` with the wanted frames of a film (numbers, ascending or not), each once, in the film's order. */
export async function eachFrame(
  path: string,
  wanted: ReadonlySet<number>,
  use: (frame: number, picture: I420) => void,
): Promise<void> {
  const video = await VideoReader.open(path);
  try {
    let frame = 0;
    let left = wanted.size;
    for await (const { picture } of video.pictures()) {
      if (wanted.has(frame)) {
        use(frame, picture);
        if (--left === 0) return;
      }
      frame++;
    }
  } finally {
    video.close();
  }
}

/** How many frames a film has, as its container tells it. */
export async function frameCount(path: string): Promise<number> {
  const video = await VideoReader.open(path);
  video.close();
  return video.frames;
}
