import { genericTemplate } from '../face/canonical.js';
import type { Landmarks } from '../face/mesh.js';
import { SKIN, type Triangle } from './triangles.js';
import { faceWeights } from './weights.js';

/** Numbers of all points whose triangles a non-zero weight touches. */
function touched(triangles: readonly Triangle[], weight: Float32Array): number[] {
  const near = triangles.filter((triangle) => triangle.some((i) => (weight[i] ?? 0) > 0));
  return [...new Set(near.flat())];
}

/** Points around all the pixels that are taken from a frame with its mouth. */
export const PATCH_POINTS: readonly number[] = touched(SKIN, faceWeights(genericTemplate()).alpha);

export function pointsOf(landmarks: Landmarks, points: readonly number[]): [number, number][] {
  return points.map((i) => [landmarks[3 * i]!, landmarks[3 * i + 1]!]);
}
