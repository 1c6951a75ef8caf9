import type { MouthTrack } from '@chamelaion/engine';
import { isBilabial, mouthFromPhones, type Phone, soundTimes } from '@chamelaion/speech';

/** Half-open stretch of time, seconds. */
type Span = [from: number, to: number];

/** One voice against what its phones ask of the mouth. */
export interface Score {
  /** Share of right shapes at 25 fps. */
  shapes: number;
  /** Pearson's r of the opening at 25 fps. */
  opening: number;
  /** Closures of p, b, m: [found, asked for, right, given], ±40 ms. */
  closures: [found: number, asked: number, right: number, given: number];
  /** Seconds between each start and end of a pause of .15 s and more, and the nearest one given. */
  boundaries: number[];
}

const TOLERANCE = 0.04;
/** Frames a second of the tracks that are scored, and how many of them make a frame of 25 a second. */
export const FINE = 100;
const COARSE = 4;
const NO_BOUNDARY = 1;

/** Compares a reading of a voice at {@link FINE} frames a second with its phones. */
export function score(fine: MouthTrack, phones: readonly Phone[]): Score {
  const frames = Math.floor(fine.shapes.length / COARSE);
  const duration = fine.shapes.length / FINE;
  const truth = mouthFromPhones(phones, FINE / COARSE, frames);
  const shapes = Array.from({ length: frames }, (_, i) => fine.shapes[COARSE * i + COARSE / 2]!);
  const opening = Array.from(
    { length: frames },
    (_, i) => fine.opening.subarray(COARSE * i, COARSE * (i + 1)).reduce((sum, x) => sum + x, 0) / COARSE,
  );
  const asked = merge(
    soundTimes(phones)
      .filter(({ symbol }) => isBilabial(symbol))
      .map(({ start, end }) => [start, end]),
    0.02,
  );
  const given = spans(fine.closed, 1);
  const near = ([from, to]: Span, others: Span[]) =>
    others.some(([a, b]) => a - TOLERANCE <= to && b + TOLERANCE >= from);
  const pauses = merge(silences(phones), 0.005).filter(([from, to]) => to - from >= 0.15);
  const heard = spans(fine.speech, 0).filter(([from, to]) => to - from >= 0.08);
  const boundaries = pauses.flatMap((pause) =>
    ([0, 1] as const)
      .filter((side) => pause[side] > 0.02 && pause[side] < duration - 0.02)
      .map((side) => Math.min(NO_BOUNDARY, ...heard.map((other) => Math.abs(other[side] - pause[side])))),
  );
  return {
    shapes: shapes.filter((shape, i) => shape === truth.shapes[i]).length / frames,
    opening: pearson(opening, truth.opening),
    closures: [
      asked.filter((e) => near(e, given)).length,
      asked.length,
      given.filter((e) => near(e, asked)).length,
      given.length,
    ],
    boundaries,
  };
}

/** Pearson's r, 0 where one side does not vary. */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = Math.min(a.length, b.length);
  let [sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    sa += a[i]!;
    sb += b[i]!;
    saa += a[i]! ** 2;
    sbb += b[i]! ** 2;
    sab += a[i]! * b[i]!;
  }
  const spread = (saa - (sa * sa) / n) * (sbb - (sb * sb) / n);
  return spread > 1e-12 ? (sab - (sa * sb) / n) / Math.sqrt(spread) : 0;
}

/** The middle value; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length % 2
    ? sorted[(sorted.length - 1) / 2]!
    : (sorted[sorted.length / 2 - 1]! + sorted[sorted.length / 2]!) / 2;
}

function spans(marks: Uint8Array, wanted: 0 | 1): Span[] {
  const found: Span[] = [];
  for (let i = 0; i < marks.length; i++) {
    if (marks[i] !== wanted) continue;
    const from = i;
    while (i < marks.length && marks[i] === wanted) i++;
    found.push([from / FINE, i / FINE]);
  }
  return found;
}

function silences(phones: readonly Phone[]): Span[] {
  const sounds = soundTimes(phones);
  const silent: Span[] = [];
  let at = 0;
  for (const { start, end } of sounds) {
    if (start > at) silent.push([at, start]);
    at = end;
  }
  silent.push([at, phones.at(-1)?.end ?? at]);
  return silent;
}

function merge(sorted: Span[], gap: number): Span[] {
  const merged: Span[] = [];
  for (const [from, to] of sorted) {
    const last = merged.at(-1);
    if (last && from - last[1] < gap) last[1] = to;
    else merged.push([from, to]);
  }
  return merged;
}
