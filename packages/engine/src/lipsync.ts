import { analyse } from './analysis/analyse.js';
import type { Film } from './analysis/film.js';
import { chooseFaces } from './analysis/speaker.js';
import { NoSpeechError } from './errors/no-speech.js';
import { Mp4Writer } from './media/mp4-writer.js';
import { type Sound, seconds } from './media/sound.js';
import { readSound, soundOfFilm } from './media/sound-reader.js';
import { VideoReader } from './media/video-reader.js';
import { whileCodecsRun } from './media/webcodecs.js';
import { type Progress, progressReporter, type Stage } from './progress.js';
import { writeFilm } from './render/film-writer.js';
import type { MouthTarget } from './selection/mouth-target.js';
import { castPersons, planMouths } from './selection/plan.js';
import { mouthTargets } from './selection/targets.js';
import { timeline } from './timeline.js';
import { WorkerPool } from './workers/pool.js';

export interface LipsyncOptions {
  /** Path of the film whose speaker gets a new voice: MP4, MOV, WebM or MKV. */
  readonly video: string;
  /** Path of the new voice: WAV, MP3, M4A or another sound file (the first sound track of a film works too). */
  readonly audio: string;
  /** Path of the MP4 to write; replaced if it exists, left alone if anything fails. */
  readonly output: string;
  /** Dub the face that speaks in the source (default); false: the largest face of each shot. */
  readonly activeSpeaker?: boolean;
  /** Called as the work goes on. */
  readonly onProgress?: (progress: Progress) => void;
  /** Stops the work; the promise is rejected with the signal's reason and no file is left. */
  readonly signal?: AbortSignal;
  /** Worker threads; default one a processor, at most 8. The result does not depend on it. */
  readonly threads?: number;
}

/** What was done. */
export interface LipsyncReport {
  /** Frames written, and their length in seconds. */
  readonly frames: number;
  readonly seconds: number;
  readonly fps: number;
  readonly width: number;
  readonly height: number;
  /** Output frames in which a mouth was replaced. */
  readonly dubbedFrames: number;
  /** Share of all pixels that are, before encoding, exactly the source's. */
  readonly identical: number;
  /** The mouth that was asked for in each frame, in units of the distance between the outer eye corners. */
  readonly target: readonly MouthTarget[];
  /** For each output frame the source frame it shows, and the source frame its mouth comes from (null: not dubbed). */
  readonly shown: readonly number[];
  readonly mouths: readonly (number | null)[];
  /** Wall-clock seconds of each stage. */
  readonly elapsed: Readonly<Record<Stage, number>>;
}

/** Stated in the metadata of every output. */
export const ALTERED_NOTICE =
  'Altered by lip sync: the mouth in this video was changed to match another voice. Made with Chamelaion.';

/** Level below which a recording counts as silent. */
const SILENCE = 1e-3;

/**
 * Gives the speaker of a video a new voice, with the mouth to match: files in, file out. The people shown must have
 * agreed to it.
 *
 * @throws {MediaNotFoundError} if an input is not there.
 * @throws {UnreadableMediaError} if an input is not media that can be decoded.
 * @throws {NoFaceError} if no face is found.
 * @throws {NoSpeechError} if the voice is silent.
 * @throws {OutputFailedError} if the output cannot be written.
 * @example
 * await lipsync({ video: 'talk.mp4', audio: 'voice.wav', output: 'dubbed.mp4' });
 */
export async function lipsync(options: LipsyncOptions): Promise<LipsyncReport> {
  const { signal } = options;
  signal?.throwIfAborted();
  const pool = new WorkerPool(options.threads);
  const stop = (): void => void pool.close(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await whileCodecsRun(() => dub(options, pool));
  } finally {
    signal?.removeEventListener('abort', stop);
    await pool.close();
  }
}

async function dub(options: LipsyncOptions, pool: WorkerPool): Promise<LipsyncReport> {
  const { signal, activeSpeaker = true } = options;
  const report = progressReporter(options.onProgress);
  const clock = stopwatch();
  const voice = await readSound(options.audio);
  if (isSilent(voice)) throw new NoSpeechError(options.audio);
  const video = await VideoReader.open(options.video);
  try {
    const tick = (stage: Stage, total: number) => (frames: number) => {
      signal?.throwIfAborted();
      report(stage, frames / total);
    };
    const sound = await soundOfFilm(video.input);
    const film = await analyse(video, options.video, pool, tick('analyse', video.frames));
    const analysed = clock();

    report('select', 0);
    const moments = timeline(film, seconds(voice));
    const cast = castPersons(chooseFaces(film.shots, film.fps, activeSpeaker ? sound : null));
    const target = mouthTargets(film, cast, sound, voice, moments);
    const plan = planMouths(film, cast, moments, target);
    signal?.throwIfAborted();
    report('select', 1);
    const selected = clock();

    const writer = await Mp4Writer.open(options.output, {
      ...picture(film),
      sound: voice,
      maxFrames: moments.length,
      colorSpace: video.colorSpace,
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
        dubbedFrames: plan.filter((mouth) => mouth !== null).length,
        identical: 1 - count.changed / count.pixels,
        target,
        shown: moments.map((moment) => moment.frame),
        mouths: plan.map((mouth) => (mouth ? mouth.person.face.frames[mouth.mouth]! : null)),
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

function isSilent({ channels }: Sound): boolean {
  return channels.every((channel) => channel.every((sample) => Math.abs(sample) < SILENCE));
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
