import { analyse } from './analysis/analyse.js';
import type { Course, Film } from './analysis/film.js';
import { chooseFaces } from './analysis/speaker.js';
import { NoSpeechError } from './errors/no-speech.js';
import type { LipsyncOptions } from './lipsync.js';
import { type EncodedSound, encodeAac } from './media/aac.js';
import { atAacRate, forStudy, type Sound, seconds } from './media/sound.js';
import { readSound, soundOfFilm } from './media/sound-reader.js';
import type { VideoReader } from './media/video-reader.js';
import type { Stage } from './progress.js';
import type { MouthTarget } from './selection/mouth-target.js';
import { castPersons, type PlannedMouth, planMouths } from './selection/plan.js';
import { mouthTargets, shownSeconds, type TargetInput } from './selection/targets.js';
import { type Moment, timeline } from './timeline.js';
import { VOICE_RATE } from './voice/log-mel.js';
import { withSilence } from './voice/target-track.js';
import type { VoiceFeatures } from './voice/voice-features.js';
import type { WorkerPool } from './workers/pool.js';

/** Level below which a recording counts as silent. */
const SILENCE = 1e-3;

/** Seconds of sound that are studied early; of longer ones, what they say would take memory until the pictures are known. */
const SHORT = 120;

/** What a dub may be told to do otherwise, for measuring. */
export interface Direction {
  /** The mouth wanted in each output frame; default: from the new voice. */
  readonly targets?: (input: TargetInput) => MouthTarget[];
  /** Whether the mouth of a person's frame may be shown on another; default: any. */
  readonly allowed?: (base: number, place: number) => boolean;
}

/** What is decided on before a picture is drawn. */
interface Prepared {
  readonly film: Film;
  readonly moments: readonly Moment[];
  readonly target: readonly MouthTarget[];
  readonly plan: readonly (PlannedMouth | null)[];
  /** The new voice, packed for the output. */
  readonly packed: EncodedSound;
  /** Wall-clock seconds. */
  readonly elapsed: { readonly analyse: number; readonly select: number };
}

interface PrepareInput {
  readonly options: LipsyncOptions;
  readonly direction: Direction;
  readonly video: VideoReader;
  readonly pool: WorkerPool;
  /** Aborted when the dub is over, well or not. */
  readonly ended: AbortSignal;
  /** Gives the seconds since it was last called. */
  readonly clock: () => number;
  readonly report: (stage: Stage, done: number) => void;
  readonly tick: (stage: Stage, total: number) => (frames: number) => void;
}

/** Reads voice and film and plans every output frame. The voices are large, and gone when this is done. */
export async function prepare(input: PrepareInput): Promise<Prepared> {
  const { options, direction, video, pool, clock, report } = input;
  const { packed, voice } = await listen(options.audio, input.ended);
  packed.catch(() => {});
  const hear = (pcm: Float32Array): Promise<VoiceFeatures> => {
    const heard = pool.run({ task: 'hear', pcm, sampleRate: VOICE_RATE } as const);
    heard.catch(() => {});
    return heard;
  };
  // Studied while threads wait for pictures; anew if the film turns out to be longer or shorter than expected.
  const expected = seconds(voice) > SHORT ? null : shownVoice(voice, expectedCourse(video));
  const early = expected && hear(expected);
  const decoding = analyse(video, options.video, pool, input.tick('analyse', video.frames));
  const hearing = soundOfFilm(video.input).then(async (sound) => {
    if (sound && seconds(sound) > SHORT) await decoding;
    return sound && hear(sound.channels[0]!);
  });
  hearing.catch(() => {});
  const analysis = await decoding;
  const shown = shownVoice(voice, analysis.course);
  const studying = early && shown.length === expected?.length ? early : hear(shown);
  const film = await analysis.film;
  const analysed = clock();

  report('select', 0);
  const pause = breather(options.signal);
  const moments = timeline(film, seconds(voice));
  const own = await hearing;
  const cast = await castPersons(chooseFaces(film, (options.activeSpeaker ?? true) ? own : null), pause);
  const heard = await studying;
  const target = (direction.targets ?? mouthTargets)({ film, cast, moments, seconds: seconds(voice), own, heard });
  const plan = await planMouths({ film, cast, moments, targets: target, pause, allowed: direction.allowed });
  report('select', 1);
  return { film, moments, target, plan, packed: await packed, elapsed: { analyse: analysed, select: clock() } };
}

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

function isSilent({ channels }: Sound): boolean {
  return channels.every((channel) => channel.every((sample) => Math.abs(sample) < SILENCE));
}

/** The new voice with the silence after it as far as a film shows it: all that its study depends on. */
function shownVoice(voice: Sound, course: Course): Float32Array {
  const { sampleRate, channels } = voice;
  return withSilence({ pcm: channels[0]!, sampleRate }, shownSeconds(timeline(course, seconds(voice)), course.fps));
}

/** A film's course as its container tells it, or a guess where it tells none. */
function expectedCourse({ frames, fps }: VideoReader): Course {
  const rate = Math.max(1, Math.min(240, fps || 25));
  const count = Math.max(1, frames);
  return { fps: rate, times: Array.from({ length: count }, (_, i) => i / rate), duration: count / rate };
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
