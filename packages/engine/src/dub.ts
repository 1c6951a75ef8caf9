import { analyse } from './analysis/analyse.js';
import type { Film } from './analysis/film.js';
import { chooseFaces } from './analysis/speaker.js';
import { NoSpeechError } from './errors/no-speech.js';
import type { LipsyncOptions } from './lipsync.js';
import type { LipsyncReport } from './lipsync-report.js';
import { type EncodedSound, encodeAac } from './media/aac.js';
import { assertWritable } from './media/assert-file.js';
import { Mp4Writer } from './media/mp4-writer.js';
import { atAacRate, forStudy, type Sound, seconds } from './media/sound.js';
import { readSound, soundOfFilm } from './media/sound-reader.js';
import { VideoReader } from './media/video-reader.js';
import { whileCodecsRun } from './media/webcodecs.js';
import { progressReporter, type Stage } from './progress.js';
import { writeFilm } from './render/film-writer.js';
import type { MouthTarget } from './selection/mouth-target.js';
import { castPersons, planMouths } from './selection/plan.js';
import { mouthTargets, type TargetInput } from './selection/targets.js';
import { timeline } from './timeline.js';
import { WorkerPool } from './workers/pool.js';

/** Stated in the metadata of every output. */
export const ALTERED_NOTICE =
  'Altered by lip sync: the mouth in this video was changed to match another voice. Made with Chamelaion.';

/** Level below which a recording counts as silent. */
const SILENCE = 1e-3;

/** What a dub may be told to do otherwise, for measuring. */
export interface Direction {
  /** The mouth wanted in each output frame; default: from the new voice. */
  readonly targets?: (input: TargetInput) => MouthTarget[];
  /** Whether the mouth of a person's frame may be shown on another; default: any. */
  readonly allowed?: (base: number, place: number) => boolean;
}

/** The whole way from files to file. */
export async function dub(options: LipsyncOptions, direction: Direction = {}): Promise<LipsyncReport> {
  const { signal } = options;
  signal?.throwIfAborted();
  const pool = new WorkerPool(options.threads);
  pool.warm();
  const stop = (): void => void pool.close(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await whileCodecsRun(() => direct(options, pool, direction));
  } finally {
    signal?.removeEventListener('abort', stop);
    await pool.close();
  }
}

async function direct(options: LipsyncOptions, pool: WorkerPool, direction: Direction): Promise<LipsyncReport> {
  const { signal, activeSpeaker = true } = options;
  const report = progressReporter(options.onProgress);
  const clock = stopwatch();
  await assertWritable(options.output);
  const { packed, voice } = await listen(options.audio);
  const video = await VideoReader.open(options.video);
  try {
    const tick = (stage: Stage, total: number) => (frames: number) => {
      signal?.throwIfAborted();
      report(stage, frames / total);
    };
    const hearing = soundOfFilm(video.input);
    const film = await analyse(video, options.video, pool, tick('analyse', video.frames));
    const sound = await hearing;
    const analysed = clock();

    report('select', 0);
    const pause = breather(signal);
    const moments = timeline(film, seconds(voice));
    const cast = await castPersons(chooseFaces(film, activeSpeaker ? sound : null), pause);
    const target = (direction.targets ?? mouthTargets)({ film, cast, sound, voice, moments });
    const plan = await planMouths({ film, cast, moments, targets: target, pause, allowed: direction.allowed });
    report('select', 1);
    const selected = clock();

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
        elapsed: { analyse: analysed, select: selected, render: clock() },
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

/**
 * Reads the new voice: packed for the output, and as it is studied. The sound itself is not kept: a long one is large.
 *
 * @throws {NoSpeechError}
 */
async function listen(path: string): Promise<{ packed: EncodedSound; voice: Sound }> {
  const sound = atAacRate(await readSound(path));
  if (isSilent(sound)) throw new NoSpeechError(path);
  return { packed: await encodeAac(sound), voice: forStudy(sound) };
}

function isSilent({ channels }: Sound): boolean {
  return channels.every((channel) => channel.every((sample) => Math.abs(sample) < SILENCE));
}

/** Milliseconds of computing after which the event loop gets a turn. */
const TURN = 50;

/** To be awaited often in long computations: lets the process hear of an abort, and throws if there was one. */
function breather(signal: AbortSignal | undefined): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < TURN) return;
    await new Promise((resolve) => setImmediate(resolve));
    last = performance.now();
    signal?.throwIfAborted();
  };
}

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
