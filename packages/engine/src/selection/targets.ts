import type { Film } from '../analysis/film.js';
import type { Moment } from '../timeline.js';
import { VOICE_RATE } from '../voice/log-mel.js';
import { speakerTrack } from '../voice/target-track.js';
import { type VoiceFeatures, voiceFeatures } from '../voice/voice-features.js';
import type { MouthTarget } from './mouth-target.js';
import type { Person } from './person.js';

/** Lips stay together for at least this long in p, b and m. */
const CLOSURE_SECONDS = 0.07;

/** Lips on their way to meet or just parted are this much nearer than the voice alone asks for. */
const CLOSING = 0.5;

/** What the wanted mouths follow from. */
export interface TargetInput {
  readonly film: Film;
  /** The person dubbed in each shot. */
  readonly cast: readonly (Person | null)[];
  /** What the film's own sound says; null where it has none. */
  readonly own: VoiceFeatures | null;
  /** What the new voice says, analysed for {@link shownSeconds}. */
  readonly heard: VoiceFeatures;
  /** Seconds of the new voice. */
  readonly seconds: number;
  readonly moments: readonly Moment[];
}

/** The mouth wanted in each output frame, from the new voice and from what the film tells about its speaker. */
export function mouthTargets({ film, cast, own, heard, seconds, moments }: TargetInput): MouthTarget[] {
  const frames = framesOf(moments, film.fps);
  const track = speakerTrack({
    heard,
    seconds,
    own: own ?? voiceFeatures(new Float32Array(0), VOICE_RATE),
    source: { fps: film.fps, ...measured(film, cast) },
    fps: film.fps,
    frames,
  });
  const at = moments.map(({ timestamp }) => Math.min(frames - 1, Math.round(timestamp * film.fps)));
  const wanted = at.map((i) => track.opening[i]!);
  const closed = holdClosures(
    at.map((i) => track.closed[i] === 1),
    wanted,
    Math.ceil(CLOSURE_SECONDS * film.fps),
  );
  return moments.map((_, i) => {
    const closing = closed[i - 1] || closed[i + 1];
    const opening = closed[i] ? 0 : wanted[i]! * (closing ? CLOSING : 1);
    return { opening, width: track.width[at[i]!]!, closed: closed[i]! };
  });
}

/** Seconds of film for which the new voice is analysed. */
export const shownSeconds = (moments: readonly Moment[], fps: number): number => framesOf(moments, fps) / fps;

/** Frames of the film's mean length that cover all moments, and one more. */
function framesOf(moments: readonly Moment[], fps: number): number {
  const { timestamp, duration } = moments.at(-1)!;
  return Math.ceil((timestamp + duration) * fps) + 1;
}

/** Lengthens closures to at least `least` frames, towards the side where the mouth is less open anyway. */
function holdClosures(closed: readonly boolean[], opening: readonly number[], least: number): boolean[] {
  const held = [...closed];
  for (let i = 0; i < closed.length; i++) {
    if (!closed[i] || closed[i - 1]) continue;
    let [from, to] = [i, i];
    while (closed[to + 1]) to++;
    while (to - from + 1 < least) {
      const [before, after] = [
        opening[from - 1] ?? Number.POSITIVE_INFINITY,
        opening[to + 1] ?? Number.POSITIVE_INFINITY,
      ];
      if (before === Number.POSITIVE_INFINITY && after === before) break;
      if (before < after) held[--from] = true;
      else held[++to] = true;
    }
  }
  return held;
}

/** The dubbed persons' mouths in the film at its mean frame rate; NaN where none is seen. */
function measured(film: Film, cast: readonly (Person | null)[]): { opening: Float32Array; width: Float32Array } {
  const length = Math.max(1, Math.round(film.duration * film.fps));
  const opening = new Float32Array(length).fill(Number.NaN);
  const width = new Float32Array(length).fill(Number.NaN);
  for (const person of cast) {
    person?.face.frames.forEach((frame, place) => {
      const i = Math.min(length - 1, Math.round(film.times[frame]! * film.fps));
      opening[i] = person.shapes[place]!.opening;
      width[i] = person.shapes[place]!.width;
    });
  }
  return { opening, width };
}
