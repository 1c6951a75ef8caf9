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
  /** The new mouth's points in the head's own space. */
  readonly target: () => Landmarks;
  /** How much of the effect shows, 0..1: nothing on a face turned far to the side, or behind a hand. */
  readonly strength: number;
}

/** Studies the chosen face of each shot; null where the shot has none. */
export async function castPersons(
  faces: readonly (FilmFace | null)[],
  pause: () => Promise<void>,
): Promise<(Person | null)[]> {
  const cast: (Person | null)[] = [];
  for (const face of faces) {
    cast.push(face ? study(face) : null);
    await pause();
  }
  return cast;
}

export interface PlanInput {
  readonly film: Film;
  /** The person dubbed in each shot. */
  readonly cast: readonly (Person | null)[];
  readonly moments: readonly Moment[];
  /** The mouth wanted in each moment. */
  readonly targets: readonly MouthTarget[];
  /** Whether the mouth of a person's frame may be shown on another; default: any. */
  readonly allowed: ((base: number, place: number) => boolean) | undefined;
  /** Awaited often. */
  readonly pause: () => Promise<void>;
}

/** Plans every output frame; null where no face is dubbed. */
export async function planMouths({
  film,
  cast,
  moments,
  targets,
  allowed,
  pause,
}: PlanInput): Promise<(PlannedMouth | null)[]> {
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
    const run = await planRun(person, bases, targets.slice(start, end), pause, allowed);
    run.forEach((mouth, i) => {
      plan[start + i] = mouth;
    });
    start = end - 1;
  }
  return plan;
}

/** Share of the shown frame's own width in the wanted one: a smile that the cheeks show stays a smile. */
const OWN_WIDTH = 0.5;

/** Share of the neighbouring mouth where the source jumps. */
const FADE = 0.35;

async function planRun(
  person: Person,
  bases: readonly number[],
  wanted: readonly MouthTarget[],
  pause: () => Promise<void>,
  allowed?: (base: number, place: number) => boolean,
): Promise<PlannedMouth[]> {
  const targets = wanted.map((target, i) => {
    const width = target.width + OWN_WIDTH * (person.shapes[bases[i]!]!.width - target.width);
    return { ...target, width };
  });
  const chosen = await selectMouths(person, targets, bases, pause, allowed);
  const shapeOf = targetShapes(person, chosen, targets);
  const last = person.shapes.length - 1;
  const jumps = (from: number, to: number): boolean => Math.abs(to - from - 1) > 1;
  return chosen.map((mouth, i) => {
    const [before, after] = [chosen[i - 1], chosen[i + 1]];
    const blends: { place: number; share: number }[] = [];
    if (before !== undefined && jumps(before, mouth)) blends.push({ place: Math.min(last, before + 1), share: FADE });
    if (after !== undefined && jumps(mouth, after)) blends.push({ place: Math.max(0, after - 1), share: FADE });
    const base = bases[i]!;
    const strength = person.freedom[base]! * person.frontality[base]!;
    return { person, base, mouth, blends, target: () => shapeOf(i), strength };
  });
}
