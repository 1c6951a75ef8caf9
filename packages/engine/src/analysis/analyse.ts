import { NoFaceError } from '../errors/no-face.js';
import type { I420 } from '../media/i420.js';
import type { VideoReader } from '../media/video-reader.js';
import type { WorkerPool } from '../workers/pool.js';
import type { Course, Film } from './film.js';
import { link } from './link.js';
import { PatchBudget } from './patch-budget.js';
import type { SegmentAnalysis } from './segment.js';

/** Bytes of pictures in one segment, and its most frames. Both set where segments end, whatever the number of threads. */
const SEGMENT_BYTES = 40e6;
const SEGMENT_FRAMES = 48;

/** Seconds that a single frame without a duration is shown. */
const DEFAULT_FRAME = 0.04;

/** A film whose frames are known, and what is seen in them. */
export interface Analysis {
  readonly course: Course;
  readonly film: Promise<Film>;
}

/**
 * Looks at a video once: its shots, and in each of them the faces with the pixels around their mouths.
 *
 * @param onFrame called for every decoded frame with the number of frames so far.
 * @returns as soon as all frames are decoded; the film follows when the last ones have been looked at.
 * @throws {NoFaceError} if no frame shows a face.
 */
export async function analyse(
  video: VideoReader,
  path: string,
  pool: WorkerPool,
  onFrame: (frames: number) => void,
): Promise<Analysis> {
  const length = Math.max(8, Math.min(SEGMENT_FRAMES, Math.floor(SEGMENT_BYTES / (video.width * video.height * 1.5))));
  const segments: Promise<SegmentAnalysis>[] = [];
  const times: number[] = [];
  let pictures: I420[] = [];
  let end = 0;
  let running = 0;
  let kept: Promise<void> = Promise.resolve();
  const budget = new PatchBudget();
  let freed: (() => void) | undefined;
  const send = async (): Promise<void> => {
    while (running >= pool.size)
      await new Promise<void>((resolve) => {
        freed = resolve;
      });
    running++;
    const seen = pictures;
    const segment = pool.run({ task: 'analyse', pictures: seen } as const);
    segments.push(segment);
    const done = (): void => {
      for (const picture of seen) video.recycle(picture);
      running--;
      freed?.();
    };
    segment.then(done, done);
    kept = Promise.all([kept, segment]).then(([, analysed]) => budget.add(analysed));
    kept.catch(() => {});
    pictures = [];
  };
  for await (const { picture, timestamp, duration } of video.pictures()) {
    times.push(timestamp);
    end = timestamp + duration;
    pictures.push(picture);
    onFrame(times.length);
    if (pictures.length === length) await send();
  }
  if (pictures.length > 0) await send();
  if (times.length === 0) throw new NoFaceError(path);
  const course = courseOf(times, end);
  const finish = async (): Promise<Film> => {
    await kept;
    const shots = link(await Promise.all(segments));
    if (!shots.some((shot) => shot.faces.length > 0)) throw new NoFaceError(path);
    return { width: video.width, height: video.height, ...course, shots };
  };
  return { course, film: finish() };
}

/** The film's course from when its frames are shown and when the last one ends, in seconds. */
function courseOf(times: readonly number[], end: number): Course {
  const first = times[0]!;
  const gap = times.length > 1 ? (times.at(-1)! - first) / (times.length - 1) : DEFAULT_FRAME;
  const duration = (end - times.at(-1)! < gap / 4 ? times.at(-1)! + gap : end) - first;
  return { fps: times.length / duration, times: times.map((time) => time - first), duration };
}
