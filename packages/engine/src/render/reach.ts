import { genericTemplate } from '../face/canonical.js';
import type { Landmarks } from '../face/mesh.js';
import { POINTS } from '../face/topology.js';
import { type Box, boxAround } from '../media/region.js';
import { ringAround } from './render-frame.js';
import { RING, SKIN, type Triangle } from './triangles.js';
import { type FaceWeights, faceWeights } from './weights.js';

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

const known = new WeakMap<FaceWeights, number[]>();

function movable(weights: FaceWeights): number[] {
  let points = known.get(weights);
  if (!points) {
    points = touched([...SKIN, ...RING], weights.shape);
    known.set(weights, points);
  }
  return points;
}

/** The part of a frame that a new mouth may change. */
export function changeBox(landmarks: Landmarks, weights: FaceWeights, width: number, height: number): Box {
  const ring = ringAround(landmarks);
  const points = movable(weights).map((i): [number, number] =>
    i < POINTS ? [landmarks[3 * i]!, landmarks[3 * i + 1]!] : [ring[2 * (i - POINTS)]!, ring[2 * (i - POINTS) + 1]!],
  );
  return boxAround(points, 4, width, height);
}
