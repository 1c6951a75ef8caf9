import { pearson } from './score.js';

/** How like one track of mouth openings is to another, a frame each. */
export interface Likeness {
  /** Pearson's r, frame for frame. */
  r: number;
  /** The best r when shifted by at most two frames. */
  best: number;
  /** r of what moves faster than once a second. */
  fast: number;
  /** Shut mouths: [found, real, right, given], ±2 frames. */
  closures: Counts;
  /** Openings of the mouth: the same. */
  onsets: Counts;
  /** Pearson's r of the width, frame for frame. */
  width: number;
}

/** Openings and widths of a mouth, a frame each. */
interface Mouth {
  opening: ArrayLike<number>;
  width: ArrayLike<number>;
}

type Counts = [found: number, real: number, right: number, given: number];

const REACH = 2;
/** Of the range from the 5 % to the 95 % quantile: below is shut, and an onset passes the upper mark. */
const SHUT = 0.15;
const OPEN = 0.35;

export function likeness(given: Mouth, real: Mouth, fps: number): Likeness {
  const length = Math.min(given.opening.length, real.opening.length);
  const g = Array.from({ length }, (_, i) => given.opening[i]!);
  const t = Array.from({ length }, (_, i) => real.opening[i]!);
  const shifted = (lag: number) =>
    pearson(g.slice(Math.max(0, lag), length + Math.min(0, lag)), t.slice(Math.max(0, -lag)));
  const lags = Array.from({ length: 2 * REACH + 1 }, (_, i) => i - REACH);
  return {
    r: shifted(0),
    best: Math.max(...lags.map(shifted)),
    fast: pearson(withoutSlow(g, fps), withoutSlow(t, fps)),
    closures: counts(closures(g), closures(t)),
    onsets: counts(onsets(g), onsets(t)),
    width: pearson(given.width, real.width),
  };
}

const LABEL = 66;

export const likenessHeader = (title: string): string =>
  `${title.padEnd(LABEL)} r      least  best lag  > 1 Hz  closures    onsets      width r`;

/** A line of the table: means over some likenesses, and recall/precision of all their closures and onsets. */
export function likenessRow(label: string, all: readonly Likeness[]): string {
  const mean = (of: (l: Likeness) => number) => (all.reduce((sum, l) => sum + of(l), 0) / all.length).toFixed(2);
  const share = (of: (l: Likeness) => Counts) => {
    const [found, real, right, given] = [0, 1, 2, 3].map((k) => all.reduce((sum, l) => sum + of(l)[k]!, 0));
    return `${real ? (found! / real).toFixed(2) : ' – '}/${given ? (right! / given).toFixed(2) : ' – '}`.padEnd(12);
  };
  const least = Math.min(...all.map(({ r }) => r)).toFixed(2);
  return [
    label.padEnd(LABEL),
    mean((l) => l.r).padStart(5),
    least.padStart(7),
    mean((l) => l.best).padStart(8),
    `${mean((l) => l.fast).padStart(9)}   `,
    share((l) => l.closures),
    share((l) => l.onsets),
    mean((l) => l.width),
  ].join('');
}

/** What is left of a track without its mean over the second around. */
function withoutSlow(track: number[], fps: number): number[] {
  const half = Math.round(fps / 2);
  return track.map((x, i) => {
    const around = track.slice(Math.max(0, i - half), i + half + 1);
    return x - around.reduce((sum, y) => sum + y, 0) / around.length;
  });
}

function marks(track: number[]): { shut: number; open: number } {
  const sorted = [...track].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  const range = at(0.95) - at(0.05);
  return { shut: at(0.05) + SHUT * range, open: at(0.05) + OPEN * range };
}

/** The middle of every stretch of shut mouth. */
function closures(track: number[]): number[] {
  const { shut } = marks(track);
  const found: number[] = [];
  for (let i = 0; i < track.length; i++) {
    if (track[i]! > shut) continue;
    const from = i;
    while (i < track.length && track[i]! <= shut) i++;
    found.push((from + i - 1) / 2);
  }
  return found;
}

function onsets(track: number[]): number[] {
  const { open } = marks(track);
  return track.flatMap((x, i) => (i > 0 && x > open && track[i - 1]! <= open ? [i] : []));
}

function counts(given: number[], real: number[]): Counts {
  const near = (a: number, others: number[]) => others.some((b) => Math.abs(a - b) <= REACH);
  return [
    real.filter((a) => near(a, given)).length,
    real.length,
    given.filter((a) => near(a, real)).length,
    given.length,
  ];
}
