import type { Landmarks } from '../face/mesh.js';
import { mouthShape } from '../face/mouth-shape.js';
import { smoothed } from '../face/smooth.js';
import { INNER_LOWER, INNER_UPPER, POINTS } from '../face/topology.js';
import type { MouthTarget } from './mouth-target.js';
import type { Person } from './person.js';

/** Smoothing of the chosen shapes over time. */
const CALM = [0.25, 0.5, 0.25];

/** How much the mouth may be stretched or narrowed. */
const WIDEST = 1.1;
const NARROWEST = 0.9;

/**
 * The points of the new mouth in an output frame: the chosen mouths, calmed, with the wanted opening and width imposed.
 * Made when asked for, as all of them would fill the memory.
 */
export function targetShapes(
  person: Person,
  chosen: readonly number[],
  targets: readonly MouthTarget[],
): (i: number) => Landmarks {
  const shape = (i: number): Landmarks => person.canonical(chosen[i]!);
  return (i) => impose(person, smoothed(shape, chosen.length, CALM, i), targets[i]!);
}

function impose({ weights, range }: Person, shape: Landmarks, target: MouthTarget): Landmarks {
  const measured = mouthShape(shape);
  const most = range.still ? range.openMax : 0.25 * range.openMax + 0.6 * measured.opening;
  const least = -0.6 * range.openMax;
  const change = Math.max(Math.max(least, -measured.opening), Math.min(most, target.opening - measured.opening));
  const stretch = Math.max(NARROWEST, Math.min(WIDEST, target.width / measured.width)) - 1;
  const out = Float32Array.from(shape);
  for (let i = 0; i < POINTS; i++) {
    const x = (shape[3 * i]! - weights.mouthX) / weights.halfWidth;
    const y = (shape[3 * i + 1]! - weights.mouthY) / weights.halfWidth;
    const near = Math.max(0, 1 - (x / 1.9) ** 2 - (y / 1.3) ** 2);
    out[3 * i]! += x * weights.halfWidth * stretch * near;
    out[3 * i + 1]! += change * (change > 0 ? weights.drop : weights.rise)[i]!;
  }
  separateLips(out);
  return out;
}

/** Gap of closed lips that keeps them in order. */
const HAIR = 0.0005;

/** Where the lower lip's rim has risen above the upper lip's, both meet halfway. */
function separateLips(shape: Landmarks): void {
  for (let k = 1; k + 1 < INNER_UPPER.length; k++) {
    const upper = 3 * INNER_UPPER[k]! + 1;
    const lower = 3 * INNER_LOWER[k]! + 1;
    if (shape[lower]! >= shape[upper]!) continue;
    const middle = (shape[upper]! + shape[lower]!) / 2;
    shape[upper] = middle;
    shape[lower] = middle + HAIR;
  }
}
