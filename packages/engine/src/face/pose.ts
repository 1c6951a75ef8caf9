import type { Landmarks } from './mesh.js';
import { LEFT_EYE_OUTER, POINTS, RIGHT_EYE_OUTER, RIGID } from './topology.js';

/** A similarity in space: picture point = translation + scale · rotation · canonical point. Rotation is row-major 3 × 3. */
export interface Pose {
  /** Pixels a canonical unit (the distance of the outer eye corners). */
  readonly scale: number;
  readonly rotation: readonly number[];
  readonly translation: readonly [x: number, y: number, z: number];
}

/** Turn to the side, radians. */
export const yaw = ({ rotation }: Pose): number => Math.atan2(rotation[2]!, rotation[8]!);

/** Nod, radians. */
export const pitch = ({ rotation }: Pose): number => Math.asin(Math.max(-1, Math.min(1, rotation[5]!)));

/**
 * The similarity that brings `template` closest to `points` over the rigid points, by the closed form with unit
 * quaternions (B. K. P. Horn, "Closed-form solution of absolute orientation using unit quaternions", 1987).
 */
export function fitPose(points: Landmarks, template: Landmarks): Pose {
  const centreOf = (from: Float32Array): number[] =>
    [0, 1, 2].map((k) => RIGID.reduce((sum, i) => sum + from[3 * i + k]!, 0) / RIGID.length);
  const cp = centreOf(points);
  const cq = centreOf(template);
  const s = new Float64Array(9);
  let spreadP = 0;
  let spreadQ = 0;
  for (const i of RIGID) {
    for (let r = 0; r < 3; r++) {
      const q = template[3 * i + r]! - cq[r]!;
      const p = points[3 * i + r]! - cp[r]!;
      spreadQ += q * q;
      spreadP += p * p;
      for (let c = 0; c < 3; c++) s[3 * r + c]! += q * (points[3 * i + c]! - cp[c]!);
    }
  }
  const rotation = rotationOf(s, 2 * Math.sqrt(spreadP * spreadQ) + 1e-9);
  let match = 0;
  for (let r = 0; r < 3; r++) for (let c = 0; c < 3; c++) match += rotation[3 * r + c]! * s[3 * c + r]!;
  const scale = match / spreadQ;
  const shift = (r: number): number =>
    cp[r]! - scale * (rotation[3 * r]! * cq[0]! + rotation[3 * r + 1]! * cq[1]! + rotation[3 * r + 2]! * cq[2]!);
  return { scale, rotation, translation: [shift(0), shift(1), shift(2)] };
}

function rotationOf(s: Float64Array, shift: number): number[] {
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = s as unknown as readonly number[] as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  let n = [
    xx + yy + zz + shift,
    yz - zy,
    zx - xz,
    xy - yx,
    yz - zy,
    xx - yy - zz + shift,
    xy + yx,
    zx + xz,
    zx - xz,
    xy + yx,
    -xx + yy - zz + shift,
    yz + zy,
    xy - yx,
    zx + xz,
    yz + zy,
    -xx - yy + zz + shift,
  ];
  for (let pass = 0; pass < SQUARINGS; pass++) n = squared(n);
  const row = [0, 1, 2, 3].reduce((best, r) => (n[5 * r]! > n[5 * best]! ? r : best), 0);
  const column = n.slice(4 * row, 4 * row + 4);
  const length = Math.hypot(...column);
  const v = column.map((value) => value / length);
  const [w, x, y, z] = v as [number, number, number, number];
  return [
    1 - 2 * (y * y + z * z),
    2 * (x * y - z * w),
    2 * (x * z + y * w),
    2 * (x * y + z * w),
    1 - 2 * (x * x + z * z),
    2 * (y * z - x * w),
    2 * (x * z - y * w),
    2 * (y * z + x * w),
    1 - 2 * (x * x + y * y),
  ];
}

/** Squarings of the matrix: its 2^n-th power is all but its largest eigenvector times itself. */
const SQUARINGS = 12;

/** The square of a symmetric 4 × 4 matrix, scaled to trace 1. */
function squared(n: readonly number[]): number[] {
  const out: number[] = [];
  for (let r = 0; r < 4; r++) {
    for (let c = 0; c < 4; c++) {
      const p = 4 * r;
      const q = 4 * c;
      out.push(n[p]! * n[q]! + n[p + 1]! * n[q + 1]! + n[p + 2]! * n[q + 2]! + n[p + 3]! * n[q + 3]!);
    }
  }
  const trace = out[0]! + out[5]! + out[10]! + out[15]!;
  return out.map((value) => value / trace);
}

/** Picture points in the head's own space. */
export function toCanonical({ scale, rotation: r, translation: t }: Pose, points: Landmarks): Landmarks {
  const out = new Float32Array(points.length);
  for (let i = 0; i < points.length; i += 3) {
    const x = (points[i]! - t[0]) / scale;
    const y = (points[i + 1]! - t[1]) / scale;
    const z = (points[i + 2]! - t[2]) / scale;
    for (let k = 0; k < 3; k++) out[i + k] = r[k]! * x + r[3 + k]! * y + r[6 + k]! * z;
  }
  return out;
}

/** Points of the head's own space in the picture. */
export function toPicture({ scale, rotation: r, translation: t }: Pose, points: Landmarks): Landmarks {
  const out = new Float32Array(points.length);
  for (let i = 0; i < points.length; i += 3) {
    const x = points[i]!;
    const y = points[i + 1]!;
    const z = points[i + 2]!;
    for (let k = 0; k < 3; k++) out[i + k] = t[k]! + scale * (r[3 * k]! * x + r[3 * k + 1]! * y + r[3 * k + 2]! * z);
  }
  return out;
}

/** One frame's points, centred on the rigid ones and scaled to the unit: a first template. */
export function asTemplate(points: Landmarks): Landmarks {
  const unit = Math.hypot(
    points[3 * LEFT_EYE_OUTER]! - points[3 * RIGHT_EYE_OUTER]!,
    points[3 * LEFT_EYE_OUTER + 1]! - points[3 * RIGHT_EYE_OUTER + 1]!,
  );
  const centre = [0, 1, 2].map((k) => RIGID.reduce((sum, i) => sum + points[3 * i + k]!, 0) / RIGID.length);
  return points.map((value, i) => (value - centre[i % 3]!) / unit);
}

/** The mean shape of a track of `count` frames in its own space and the pose of every frame against it. */
export function alignTrack(at: (frame: number) => Landmarks, count: number): { template: Landmarks; poses: Pose[] } {
  const stride = Math.max(1, Math.floor(count / 600));
  const sampled = Array.from({ length: Math.ceil(count / stride) }, (_, i) => at(i * stride));
  let template = asTemplate(sampled[0]!);
  for (let pass = 0; pass < 3; pass++) {
    const mean = new Float32Array(POINTS * 3);
    for (const points of sampled) {
      const canonical = toCanonical(fitPose(points, template), points);
      for (let i = 0; i < mean.length; i++) mean[i]! += canonical[i]! / sampled.length;
    }
    template = mean;
  }
  return { template, poses: Array.from({ length: count }, (_, frame) => fitPose(at(frame), template)) };
}
