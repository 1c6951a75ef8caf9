import type { Sound } from '../media/sound.js';
import { mono } from '../media/sound.js';
import { study } from '../selection/person.js';
import { mouthTrack } from '../voice/index.js';
import type { FilmFace, Shot } from './film.js';

/** Frames of a face in a shot below which its movement tells nothing. */
const FEWEST_FRAMES = 12;

/**
 * The face to dub in each shot, null where there is none: the one whose mouth moves with the film's sound, or the
 * largest where `sound` is null or the shot shows one face.
 */
export function chooseFaces(shots: readonly Shot[], fps: number, sound: Sound | null): (FilmFace | null)[] {
  const several = shots.some((shot) => shot.faces.length > 1);
  const heard = several && sound ? mouthTrack(mono(sound), { sampleRate: sound.sampleRate, fps }).opening : null;
  return shots.map((shot) => {
    if (shot.faces.length < 2 || !heard) return largest(shot.faces);
    const rated = shot.faces
      .filter((face) => face.frames.length >= FEWEST_FRAMES)
      .map((face) => ({ face, score: agreement(face, heard) }));
    const best = rated.sort((a, b) => b.score - a.score)[0];
    return best ? best.face : largest(shot.faces);
  });
}

function largest(faces: readonly FilmFace[]): FilmFace | null {
  const area = (face: FilmFace): number => face.looks.reduce((sum, look) => sum + look.area, 0);
  return [...faces].sort((a, b) => area(b) - area(a))[0] ?? null;
}

/** Correlation of a face's opening with the opening heard in the sound, weighed by how much the mouth moves. */
function agreement(face: FilmFace, heard: Float32Array): number {
  const opening = study(face).shapes.map((shape) => shape.opening);
  const wanted = face.frames.map((frame) => heard[Math.min(frame, heard.length - 1)] ?? 0);
  return correlation(opening, wanted);
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
