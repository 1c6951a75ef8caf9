import { innerProducts, solve } from './ridge.js';
import { correlation } from './signal.js';
import { featureRows, type VoiceFeatures } from './voice-features.js';

/** How well a sound explains a mouth, and when. */
export interface Synchrony {
  /** Correlation of the mouth with what held-out parts of the sound say of it. */
  correlation: number;
  /** Seconds by which the sound comes after the picture. */
  delay: number;
}

/**
 * Seconds by which a mouth moves before it is heard: a middle of what was measured (Chandrasekaran et al. 2009; Schwartz and
 * Savariaux 2014: from a small lag to a lead of .2 s). Delays are counted from there.
 */
export const LEAD = 0.05;
/** Frames to either side that the sound may be late or early. */
const REACH = 15;
/** Frames of delay that are a speaker's own anticipation rather than a fault of the file: the mapping learns them. */
const NATURAL = 3;
/** How much better a delay must explain the mouth than no delay does. */
const ADVANTAGE = 0.12;
const FOLDS = 5;
/** Seconds left out beside the held-out part, because neighbours resemble each other. */
const GAP = 0.2;
const CONTEXT = 1;
/** Rows that the search looks at; of a longer clip, evenly spread ones. */
const ROWS = 200;

/**
 * Tries every delay within ±15 frames: a ridge regression from the sound so shifted to the mouth, tested on parts of the clip
 * that it was not fitted on.
 *
 * @param frames numbers of the film's frames for every value of `y`, ascending; frame i stands for (i + ½) / fps.
 * @param y what the mouth does then; every value finite.
 * @param fps frames a second.
 */
export function synchrony(
  sound: VoiceFeatures,
  frames: readonly number[],
  y: readonly number[],
  fps: number,
  lambda: number,
): Synchrony {
  const stride = Math.max(1, Math.ceil(frames.length / ROWS));
  const looked = frames.filter((_, i) => i % stride === 0);
  const mouth = y.filter((_, i) => i % stride === 0);
  const timeOf = (frame: number): number => (frame + 0.5) / fps;
  const times = looked.map(timeOf);
  const delays = Array.from({ length: 2 * REACH + 1 }, (_, i) => i - REACH);
  const scores: number[] = [];
  for (const together of shared(delays, looked, stride)) {
    const heard = union(together, looked);
    const rows = new Map(heard.map((frame, row) => [frame, row]));
    const moments = heard.map((frame) => timeOf(frame) + LEAD);
    const kernel = innerProducts(featureRows(sound, moments, CONTEXT));
    for (const delay of together) {
      const at = looked.map((frame) => rows.get(frame + delay)!);
      scores[delay + REACH] = heldOut(kernel, heard.length, at, mouth, times, lambda / stride);
    }
  }
  const at = (delay: number) => scores[delay + REACH]!;
  const bestOf = (some: number[]) => some.reduce((best, delay) => (at(delay) > at(best) ? delay : best));
  const natural = bestOf(delays.filter((delay) => Math.abs(delay) <= NATURAL));
  const best = bestOf(delays);
  return at(best) > at(natural) + ADVANTAGE
    ? { correlation: at(best), delay: best / fps }
    : { correlation: at(natural), delay: 0 };
}

/** Delays that have most of the sound's moments in common, as they differ by whole steps from row to row. */
function shared(delays: readonly number[], looked: readonly number[], stride: number): number[][] {
  const groups: number[][] = [];
  for (let phase = 0; phase < Math.min(stride, delays.length); phase++) {
    const group = delays.filter((_, i) => i % stride === phase);
    if (union(group, looked).length <= 2 * (looked.length + REACH)) groups.push(group);
    else groups.push(...group.map((delay) => [delay]));
  }
  return groups;
}

/** All frames that some of the delays lead to. */
function union(delays: readonly number[], looked: readonly number[]): number[] {
  return [...new Set(delays.flatMap((delay) => looked.map((frame) => frame + delay)))].sort((a, b) => a - b);
}

/**
 * How well parts of the mouth follow from the sound when they were not fitted on.
 *
 * @param kernel lower triangle of the inner products of `size` moments of the sound.
 * @param at the moment that belongs to each value of `y`, ascending.
 */
function heldOut(
  kernel: Float64Array,
  size: number,
  at: readonly number[],
  y: readonly number[],
  times: readonly number[],
  lambda: number,
): number {
  const n = y.length;
  const predicted = new Float32Array(n);
  for (let fold = 0; fold < FOLDS; fold++) {
    const from = Math.floor((n * fold) / FOLDS);
    const to = Math.floor((n * (fold + 1)) / FOLDS);
    if (from === to) continue;
    const known = times.flatMap((time, i) => (time < times[from]! - GAP || time > times[to - 1]! + GAP ? [i] : []));
    const mean = known.reduce((sum, i) => sum + y[i]!, 0) / Math.max(1, known.length);
    const system = new Float64Array(known.length ** 2);
    known.forEach((a, i) => {
      const row = at[a]! * size;
      for (let j = 0; j <= i; j++)
        system[i * known.length + j] = kernel[row + at[known[j]!]!]! + (i === j ? lambda : 0);
    });
    const dual = solve(
      system,
      Float64Array.from(known, (i) => y[i]! - mean),
    );
    for (let row = from; row < to; row++) {
      // The mean is left out: a held-out part's own mean leans the other way, which would count against every sound.
      let sum = 0;
      known.forEach((other, i) => {
        sum += dual[i]! * kernel[at[Math.max(row, other)]! * size + at[Math.min(row, other)]!]!;
      });
      predicted[row] = sum;
    }
  }
  return correlation(predicted, y);
}
