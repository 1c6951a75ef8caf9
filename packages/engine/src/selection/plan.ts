import type { Film, FilmFace } from '../analysis/film.js';
import type { Landmarks } from '../face/mesh.js';
import type { Moment } from '../timeline.js';
import type { MouthTarget } from './mouth-target.js';
import { type Person, study } from './person.js';
import { selectMouths } from './select.js';
import { targetShapes } from './target-shapes.js';

/** What happens to the face in one output frame. */
export interface PlannedMouth {
  readonly person: Person;
  /** The person's frame that is shown. */
  readonly base: number;
  /** The person's frame whose mouth is put there. */
  readonly mouth: number;
  /** Mouths to fade with, where the source of the mouth jumps. */
  readonly blends: readonly { readonly place: number; readonly share: number }[];
  readonly target: Landmarks;
}

/** Studies the chosen face of each shot; null where the shot has none. */
export function castPersons(faces: readonly (FilmFace | null)[]): (Person | null)[] {
  return faces.map((face) => (face ? study(face) : null));
}

/** Plans every output frame; null where no face is dubbed. */
export function planMouths(
  film: Film,
  cast: readonly (Person | null)[],
  moments: readonly Moment[],
  targets: readonly MouthTarget[],
  allowed?: (base: number, place: number) => boolean,
): (PlannedMouth | null)[] {
  const shotOf = new Int32Array(film.times.length);
  film.shots.forEach((shot, k) => {
    shotOf.fill(k, shot.start, shot.end);
  });
  const seen = moments.map(({ frame }) => {
    const person = cast[shotOf[frame]!] ?? null;
    const base = person?.places.get(frame);
    return person && base !== undefined ? { person, base } : null;
  });
  const plan: (PlannedMouth | null)[] = moments.map(() => null);
  for (let start = 0; start < seen.length; start++) {
    const person = seen[start]?.person;
    if (!person) continue;
    let end = start + 1;
    while (end < seen.length && seen[end]?.person === person) end++;
    const bases = seen.slice(start, end).map((place) => place!.base);
    planRun(person, bases, targets.slice(start, end), allowed).forEach((mouth, i) => {
      plan[start + i] = mouth;
    });
    start = end - 1;
  }
  return plan;
}

/** Share of the neighbouring mouth where the source jumps. */
const FADE = 0.35;

function planRun(
  person: Person,
  bases: readonly number[],
  targets: readonly MouthTarget[],
  allowed?: (base: number, place: number) => boolean,
): PlannedMouth[] {
  const chosen = selectMouths(person, targets, bases, allowed);
  const shapes = targetShapes(person, chosen, targets);
  const last = person.shapes.length - 1;
  const jumps = (from: number, to: number): boolean => Math.abs(to - from - 1) > 1;
  return chosen.map((mouth, i) => {
    const [before, after] = [chosen[i - 1], chosen[i + 1]];
    const blends: { place: number; share: number }[] = [];
    if (before !== undefined && jumps(before, mouth)) blends.push({ place: Math.min(last, before + 1), share: FADE });
    if (after !== undefined && jumps(mouth, after)) blends.push({ place: Math.max(0, after - 1), share: FADE });
    return { person, base: bases[i]!, mouth, blends, target: shapes[i]! };
  });
}
