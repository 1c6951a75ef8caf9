import type { Landmarks } from '../face/mesh.js';
import { FACE_OVAL, LOWER_LIP, MOUTH_CORNERS, POINTS, RING_CORNERS, UPPER_LIP } from '../face/topology.js';

/** How each mesh point of a person takes part in a new mouth; and the mouth's place, in canonical units. */
export interface FaceWeights {
  /** How far a point follows the new mouth's shape, 0..1. */
  readonly shape: Float32Array;
  /** How much of the new mouth's pixels shows at a point, 0..1. */
  readonly alpha: Float32Array;
  /** How far a point drops when the mouth opens by 1 (lower lip and jaw down, upper lip a little up). */
  readonly drop: Float32Array;
  /** The same when it closes: lips that part like a lens meet like a slot. */
  readonly rise: Float32Array;
  readonly mouthX: number;
  readonly mouthY: number;
  /** Half of the mean distance of the mouth's corners. */
  readonly halfWidth: number;
}

/** How far the middle of each lip drops when the mouth opens by 1. */
const LIP_DROPS = [
  [LOWER_LIP, 0.8],
  [UPPER_LIP, -0.2],
] as const;

/** Points of a lip in each of its rings. */
const RING_POINTS = UPPER_LIP.length / RING_CORNERS.length;

/** How far the mouth's corners drop when it opens by 1: .02 to .15 in filmed people. */
const CORNER_DROP = 0.1;

/** 0 below `from`, 1 above `to`, smooth in between. */
export function ramp(from: number, to: number, x: number): number {
  const u = Math.max(0, Math.min(1, (x - from) / (to - from)));
  return u * u * (3 - 2 * u);
}

/** The weights of a person with the given mean shape. */
export function faceWeights(template: Landmarks): FaceWeights {
  const x = (i: number): number => template[3 * i]!;
  const y = (i: number): number => template[3 * i + 1]!;
  const mouthX = (x(61) + x(291)) / 2;
  const mouthY = (y(13) + y(14)) / 2;
  const halfWidth = Math.abs(x(291) - x(61)) / 2;
  const toChin = y(152) - mouthY;
  const toNose = mouthY - y(2);
  const shape = new Float32Array(POINTS);
  const alpha = new Float32Array(POINTS);
  const drop = new Float32Array(POINTS);
  const rise = new Float32Array(POINTS);
  for (let i = 0; i < POINTS; i++) {
    const across = Math.abs(x(i) - mouthX) / halfWidth;
    const below = y(i) - mouthY;
    if (below < 0) {
      const up = -below / toNose;
      shape[i] = up > 1 ? 0 : (1 - ramp(0.45, 1, up)) * (1 - ramp(1.3, 2.1, across));
      alpha[i] = (1 - ramp(0.55, 1, up)) * (1 - ramp(1.25, 1.75, across));
    } else {
      const down = below / toChin;
      shape[i] = 1 - ramp(1.5, 2.4, across);
      alpha[i] = (1 - ramp(0.5, 0.9, down)) * (1 - ramp(1.2, 1.8, across));
      if (across < 1 || down > 0.2) drop[i] = (0.75 - 0.35 * down) * Math.max(0, 1 - (across / 2.2) ** 2);
      else drop[i] = 0.3 * (0.75 - 0.35 * down) * Math.max(0, 1 - (across / 2.2) ** 2);
    }
    rise[i] = drop[i]!;
  }
  for (const [lip, share] of LIP_DROPS) {
    lip.forEach((i, k) => {
      const [left, right] = RING_CORNERS[Math.floor(k / RING_POINTS)]!;
      const aside = (2 * x(i) - x(left) - x(right)) / (x(right) - x(left));
      const across = (x(i) - mouthX) / halfWidth;
      drop[i] = CORNER_DROP + (share - CORNER_DROP) * Math.max(0, 1 - aside * aside);
      rise[i] = share * Math.sqrt(Math.max(0, 1 - 0.95 * across * across));
    });
  }
  for (const i of [...LOWER_LIP, ...UPPER_LIP, ...MOUTH_CORNERS]) {
    shape[i] = 1;
    alpha[i] = 1;
  }
  for (const i of MOUTH_CORNERS) {
    drop[i] = CORNER_DROP;
    rise[i] = CORNER_DROP;
  }
  for (const i of FACE_OVAL) alpha[i] = 0;
  return { shape, alpha, drop, rise, mouthX, mouthY, halfWidth };
}
