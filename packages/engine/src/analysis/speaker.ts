import { study } from '../selection/person.js';
import { FRAME_RATE } from '../voice/log-mel.js';
import { synchrony } from '../voice/synchrony.js';
import type { VoiceFeatures } from '../voice/voice-features.js';
import type { Film, FilmFace } from './film.js';

/** Seconds of a face in a shot below which its movement tells nothing. */
const SHORTEST = 0.6;

/** Seconds from which held-out prediction of the mouth from the sound beats a plain comparison. */
const LEARNABLE = 1.8;

/** Penalty of that prediction, as in the adaptation to a speaker. */
const LAMBDA = 4;

/**
 * The face to dub in each shot, null where there is none: the one whose mouth moves with the film's sound, or the
 * largest where `heard` is null or the shot shows one face.
 *
 * @param heard what the film's sound says.
 */
export function chooseFaces(
  film: Pick<Film, 'shots' | 'times' | 'fps'>,
  heard: VoiceFeatures | null,
): (FilmFace | null)[] {
  return film.shots.map(({ faces }) => {
    const lasting = faces.filter((face) => face.frames.length >= SHORTEST * film.fps);
    if (!heard || lasting.length < 2) return largest(faces);
    const rated = lasting.map((face) => ({ face, score: agreement(face, film, heard) }));
    return rated.sort((a, b) => b.score - a.score)[0]!.face;
  });
}

function largest(faces: readonly FilmFace[]): FilmFace | null {
  const area = (face: FilmFace): number => face.looks.reduce((sum, look) => sum + look.area, 0);
  return [...faces].sort((a, b) => area(b) - area(a))[0] ?? null;
}

/** How well the sound explains what a face's mouth does: −1..1. */
function agreement(face: FilmFace, { times, fps }: Pick<Film, 'times' | 'fps'>, heard: VoiceFeatures): number {
  const opening = study(face).shapes.map((shape) => Math.sqrt(shape.opening));
  const mean = opening.reduce((sum, value) => sum + value, 0) / opening.length;
  const deviation = Math.sqrt(opening.reduce((sum, value) => sum + (value - mean) ** 2, 0) / opening.length);
  if (deviation < 1e-3) return -1;
  if (opening.length >= LEARNABLE * fps) {
    const mouth = opening.map((value) => (value - mean) / deviation);
    const frames = face.frames.map((frame) => Math.round(times[frame]! * fps));
    return synchrony(heard, frames, mouth, fps, (LAMBDA * fps) / 25).correlation;
  }
  const { opening: spoken } = heard.articulation;
  return correlation(
    opening,
    face.frames.map((frame) => {
      const moment = Math.round((times[frame]! + 0.5 / fps) * FRAME_RATE);
      return spoken[Math.min(spoken.length - 1, moment)] ?? 0;
    }),
  );
}

/** Pearson's correlation; 0 where one side does not vary. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const count = Math.min(a.length, b.length);
  let [sumA, sumB] = [0, 0];
  for (let i = 0; i < count; i++) {
    sumA += a[i]!;
    sumB += b[i]!;
  }
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const x = a[i]! - sumA / count;
    const y = b[i]! - sumB / count;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa * bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}
