import type { Film } from './analysis/film.js';
import type { LipsyncOptions } from './lipsync.js';
import type { LipsyncReport } from './lipsync-report.js';
import { assertWritable } from './media/assert-file.js';
import { Mp4Writer } from './media/mp4-writer.js';
import { VideoReader } from './media/video-reader.js';
import { whileCodecsRun } from './media/webcodecs.js';
import { type Direction, prepare } from './prepare.js';
import { progressReporter, type Stage } from './progress.js';
import { writeFilm } from './render/film-writer.js';
import { WorkerPool } from './workers/pool.js';

/** Stated in the metadata of every output. */
export const ALTERED_NOTICE =
  'Altered by lip sync: the mouth in this video was changed to match another voice. Made with Chamelaion.';

/** The whole way from files to file. */
export async function dub(options: LipsyncOptions, direction: Direction = {}): Promise<LipsyncReport> {
  const { signal } = options;
  signal?.throwIfAborted();
  const pool = new WorkerPool(options.threads);
  pool.warm();
  const stop = (): void => void pool.close(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  const ended = new AbortController();
  try {
    return await whileCodecsRun(() => direct(options, pool, direction, ended.signal));
  } finally {
    signal?.removeEventListener('abort', stop);
    ended.abort();
    await pool.close();
  }
}

async function direct(
  options: LipsyncOptions,
  pool: WorkerPool,
  direction: Direction,
  ended: AbortSignal,
): Promise<LipsyncReport> {
  const { signal } = options;
  const report = progressReporter(options.onProgress);
  const clock = stopwatch();
  const tick = (stage: Stage, total: number) => (frames: number) => {
    signal?.throwIfAborted();
    report(stage, frames / total);
  };
  await assertWritable(options.output);
  const video = await VideoReader.open(options.video);
  try {
    const prepared = await prepare({ options, direction, video, pool, ended, clock, report, tick });
    const { film, moments, target, plan, packed, elapsed } = prepared;
    const writer = await Mp4Writer.open(options.output, {
      ...picture(film),
      sound: packed,
      maxFrames: moments.length,
      colorSpace: video.colorSpace,
      display: video.display,
      comment: ALTERED_NOTICE,
    });
    try {
      const count = await writeFilm(video, film, moments, plan, writer, pool, tick('render', moments.length));
      await writer.finish();
      report('render', 1);
      const last = moments.at(-1)!;
      return {
        ...picture(film),
        frames: moments.length,
        seconds: last.timestamp + last.duration,
        dubbedFrames: plan.filter((mouth) => mouth && mouth.strength > 0).length,
        identical: 1 - count.changed / count.pixels,
        identicalBeyondMouth: 1 - count.beyond / (count.pixels - count.mouth),
        target,
        shown: moments.map((moment) => moment.frame),
        mouths: plan.map((mouth) => (mouth && mouth.strength > 0 ? mouth.person.face.frames[mouth.mouth]! : null)),
        elapsed: { ...elapsed, render: clock() },
      };
    } catch (error) {
      await writer.discard();
      throw error;
    }
  } finally {
    video.close();
  }
}

const picture = ({ width, height, fps }: Film): { width: number; height: number; fps: number } => ({
  width,
  height,
  fps,
});

/** Gives the seconds since it was last called. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const elapsed = (now - last) / 1000;
    last = now;
    return elapsed;
  };
}
