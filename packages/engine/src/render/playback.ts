import type { Film } from '../analysis/film.js';
import type { I420 } from '../media/i420.js';
import type { VideoReader } from '../media/video-reader.js';
import type { Moment } from '../timeline.js';

/** Bytes of pictures held while a stretch is played backwards. */
const HELD_BYTES = 96e6;

/** The source's pictures in the order of the output's moments, forwards and backwards. */
export async function* playback(video: VideoReader, film: Film, moments: readonly Moment[]): AsyncGenerator<I420> {
  const held = Math.max(2, Math.floor(HELD_BYTES / (video.width * video.height * 1.5)));
  for (let i = 0; i < moments.length; ) {
    const backwards = i > 0 && moments[i]!.frame < moments[i - 1]!.frame;
    const step = backwards ? -1 : 1;
    let end = i + 1;
    while (end < moments.length && moments[end]!.frame === moments[end - 1]!.frame + step) {
      if (backwards && end - i >= held) break;
      end++;
    }
    const [a, b] = [moments[i]!.frame, moments[end - 1]!.frame];
    if (!backwards) yield* stretch(video, film, a, b);
    else {
      const pictures: I420[] = [];
      for await (const picture of stretch(video, film, b, a)) pictures.push(picture);
      yield* pictures.reverse();
    }
    i = end;
  }
}

async function* stretch(video: VideoReader, film: Film, first: number, last: number): AsyncGenerator<I420> {
  const whole = first === 0 && last === film.times.length - 1;
  const source = whole ? video.pictures() : video.picturesBetween(film.times[first]!, film.times[last]!);
  for await (const { picture } of source) yield picture;
}
