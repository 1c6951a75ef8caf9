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
import { mouthTargets, shownSeconds, type TargetInput } from './selection/targets.js';
import { timeline } from './timeline.js';
import { withSilence } from './voice/target-track.js';
import type { VoiceFeatures } from './voice/voice-features.js';
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
  const { signal, activeSpeaker = true } = options;
  const report = progressReporter(options.onProgress);
  const clock = stopwatch();
  await assertWritable(options.output);
  const { packed, voice } = await listen(options.audio, ended);
  packed.catch(() => {});
  const video = await VideoReader.open(options.video);
  try {
    const tick = (stage: Stage, total: number) => (frames: number) => {
      signal?.throwIfAborted();
      report(stage, frames / total);
    };
    const hearing = soundOfFilm(video.input);
    const analysis = await analyse(video, options.video, pool, tick('analyse', video.frames));
    const moments = timeline(analysis.course, seconds(voice));
    const studying = studySounds(await hearing, voice, shownSeconds(moments, analysis.course.fps), pool);
    studying.catch(() => {});
    const film = await analysis.film;
    const analysed = clock();

    report('select', 0);
    const pause = breather(signal);
    const several = film.shots.some(({ faces }) => faces.length > 1);
    const faces = chooseFaces(film, activeSpeaker && several ? (await studying).own : null);
    const cast = await castPersons(faces, pause);
    const sounds = await studying;
    const target = (direction.targets ?? mouthTargets)({ film, cast, moments, seconds: seconds(voice), ...sounds });
    const plan = await planMouths({ film, cast, moments, targets: target, pause, allowed: direction.allowed });
    report('select', 1);
    const selected = clock();

    const writer = await Mp4Writer.open(options.output, {
      ...picture(film),
      sound: await packed,
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
 * Reads the new voice: as it is studied, and packed for the output in a while. The sound itself is not kept: a long one
 * is large.
 *
 * @throws {NoSpeechError}
 */
async function listen(path: string, ended: AbortSignal): Promise<{ packed: Promise<EncodedSound>; voice: Sound }> {
  const sound = atAacRate(await readSound(path));
  if (isSilent(sound)) throw new NoSpeechError(path);
  return { voice: forStudy(sound), packed: encodeAac(sound, ended) };
}

/** Studies the film's own sound and the new voice, in a film of so many seconds, on the pool. */
async function studySounds(
  sound: Sound | null,
  voice: Sound,
  shown: number,
  pool: WorkerPool,
): Promise<{ own: VoiceFeatures | null; heard: VoiceFeatures }> {
  const study = ({ channels, sampleRate }: Sound): Promise<VoiceFeatures> =>
    pool.run({ task: 'hear', pcm: channels[0]!, sampleRate });
  const padded = withSilence({ pcm: voice.channels[0]!, sampleRate: voice.sampleRate }, shown);
  const [heard, own] = await Promise.all([study({ ...voice, channels: [padded] }), sound && study(sound)]);
  return { heard, own };
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
