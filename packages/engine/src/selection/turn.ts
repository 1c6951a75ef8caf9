import { genericTemplate } from '../face/canonical.js';
import type { Landmarks } from '../face/mesh.js';
import { RIGID } from '../face/topology.js';
import { ramp } from '../render/weights.js';

const generic = genericTemplate();

/** Turn of the head, radians, over which it fades from sight: beyond, the mesh no longer tells how far it is turned. */
const FADE_FROM = 0.6;
const FADE_TO = 0.71;

/** A head that seems to be back from its profile for less than twice so many frames is not: the mesh trembles there. */
const WARY = 8;

/** How much each of a face's frames shows of its mouth, 0..1: nothing of a head turned to its profile. */
export function frontality(frames: readonly Landmarks[]): number[] {
  const around = (values: number[], i: number): number[] => values.slice(Math.max(0, i - WARY), i + WARY + 1);
  const turns = frames.map(turnOf);
  const widest = turns.map((_, i) => Math.max(...around(turns, i)));
  return widest.map((_, i) => 1 - ramp(FADE_FROM, FADE_TO, Math.min(...around(widest, i))));
}

/**
 * How far a head is turned to the side, radians, from where its points lie in the picture alone: the scaled orthographic
 * view of a general head that fits them best. The depth that the mesh gives them is too small on turned heads.
 */
export function turnOf(landmarks: Landmarks): number {
  // Normal equations of picture = M · head + t over the rigid points.
  const n = RIGID.length;
  const mean = (points: Landmarks, k: number): number => RIGID.reduce((sum, i) => sum + points[3 * i + k]!, 0) / n;
  const head = [0, 1, 2].map((k) => mean(generic, k));
  const place = [0, 1].map((k) => mean(landmarks, k));
  const a = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  const b = [0, 0, 0, 0, 0, 0];
  for (const i of RIGID) {
    const h = [0, 1, 2].map((k) => generic[3 * i + k]! - head[k]!);
    for (let j = 0; j < 3; j++) {
      for (let k = 0; k < 3; k++) a[3 * j + k]! += h[j]! * h[k]!;
      for (let k = 0; k < 2; k++) b[3 * k + j]! += h[j]! * (landmarks[3 * i + k]! - place[k]!);
    }
  }
  const across = solve(a, b.slice(0, 3));
  const down = solve(a, b.slice(3));
  const scale = Math.sqrt((across.reduce((s, v) => s + v * v, 0) + down.reduce((s, v) => s + v * v, 0)) / 2);
  const side = Math.hypot(across[0]!, down[0]!);
  const forward = (across[2]! * across[0]! + down[2]! * down[0]!) / (side * scale);
  return Math.asin(Math.min(1, Math.abs(forward)));
}

/** Solves a symmetric system of three equations by Cramer's rule. */
function solve(m: readonly number[], right: readonly number[]): number[] {
  const det = (c: readonly number[]): number =>
    c[0]! * (c[4]! * c[8]! - c[5]! * c[7]!) -
    c[1]! * (c[3]! * c[8]! - c[5]! * c[6]!) +
    c[2]! * (c[3]! * c[7]! - c[4]! * c[6]!);
  const whole = det(m);
  return [0, 1, 2].map((k) => det(m.map((value, i) => (i % 3 === k ? right[Math.floor(i / 3)]! : value))) / whole);
}
