import type { Landmarks } from '../face/mesh.js';
import { type Pose, toPicture } from '../face/pose.js';
import { INNER_LOWER, INNER_UPPER } from '../face/topology.js';
import type { HoleMask } from './hole-mask.js';
import type { Raster } from './raster.js';
import { type FaceWeights, ramp } from './weights.js';

export interface InteriorInput {
  /** Where the new mouth is shown. */
  readonly pose: Pose;
  /** The new mouth's points in the head's own space. */
  readonly target: Landmarks;
  /** The frame the mouth is taken from. */
  readonly source: Raster<Uint8Array>;
  readonly sourcePose: Pose;
  readonly sourceCanonical: Landmarks;
  readonly weights: FaceWeights;
}

/** Places at which a rim's height is tabulated, from the mouth's corner to the other. */
const TABLE = 256;

/** A lip's rim seen from the front: height over the distance from the middle. */
class Rim {
  readonly #left: number;
  readonly #perUnit: number;
  readonly #heights = new Float32Array(TABLE + 1);

  constructor(points: Landmarks, rim: readonly number[]) {
    const [xs, ys] = [0, 1].map((k) => rim.map((i) => points[3 * i + k]!)) as [number[], number[]];
    this.#left = xs[0]!;
    const width = Math.max(1e-6, xs.at(-1)! - xs[0]!);
    this.#perUnit = TABLE / width;
    for (let t = 0; t <= TABLE; t++) this.#heights[t] = heightAt(xs, ys, this.#left + (t * width) / TABLE);
  }

  at(x: number): number {
    const t = Math.max(0, Math.min(TABLE - 1e-3, (x - this.#left) * this.#perUnit));
    const i = t | 0;
    return this.#heights[i]! + (t - i) * (this.#heights[i + 1]! - this.#heights[i]!);
  }
}

function heightAt(xs: readonly number[], ys: readonly number[], x: number): number {
  for (let k = 0; k + 1 < xs.length; k++) {
    const a = xs[k]!;
    const b = xs[k + 1]!;
    if (x >= a && x <= b) return ys[k]! + ((ys[k + 1]! - ys[k]!) * (x - a)) / (b - a + 1e-9);
  }
  return x <= xs[0]! ? ys[0]! : ys.at(-1)!;
}

/** Gap of the source's lips from which its tongue shows and goes along with the lower lip, doubled: in full. */
const ROOM = 0.05;

const unit = (value: number): number => (value < 0 ? 0 : Math.min(value, 1));

/**
 * Fills the inside of the mouth. Upper teeth belong to the skull: they are taken from the source frame without being
 * stretched with the lips. A tongue goes along with the lower lip; where the source hardly shows one, a cavity with a
 * tongue is drawn below where its mouth ends, in colours that follow from the lips'.
 */
export function paintInterior(patch: Raster, mask: HoleMask, input: InteriorInput): void {
  const { pose, target, source, sourcePose, sourceCanonical: from, weights } = input;
  const r = pose.rotation;
  const plane = (from[3 * 13 + 2]! + from[3 * 14 + 2]!) / 2;
  const determinant = r[0]! * r[4]! - r[1]! * r[3]!;
  if (Math.abs(determinant) < 0.05) return;
  const lift = target[3 * 13 + 1]! - from[3 * 13 + 1]!;
  const sourceUpper = new Rim(from, INNER_UPPER);
  const sourceLower = new Rim(from, INNER_LOWER);
  const targetUpper = new Rim(target, INNER_UPPER);
  const targetLower = new Rim(target, INNER_LOWER);
  const q = sourcePose.rotation;
  const lip = lipColor(source, sourcePose, from);
  const cavity = cavityColors(lip);
  const floor = floorSeen(source, sourcePose, from, lip);
  for (let y = mask.y0; y < mask.y1; y++) {
    for (let x = mask.x0; x < mask.x1; x++) {
      const p = y * patch.width + x;
      const share = mask.share[p]!;
      if (share < 0.05) continue;
      const px = (x + patch.x + 0.5 - pose.translation[0]) / pose.scale - r[2]! * plane;
      const py = (y + patch.y + 0.5 - pose.translation[1]) / pose.scale - r[5]! * plane;
      const nx = (r[4]! * px - r[1]! * py) / determinant;
      const ny = (r[0]! * py - r[3]! * px) / determinant;
      const lower = sourceLower.at(nx);
      const gap = lower - sourceUpper.at(nx);
      const top = targetUpper.at(nx);
      const bottom = targetLower.at(nx);
      const depth = unit((ny - top) / (bottom - top + 1e-6));
      const roomy = floor * unit((gap - ROOM) / ROOM);
      const sy = ny - lift - roomy * ramp(0.35, 0.95, depth) * Math.max(0, bottom - lower - lift);
      const extra = (1 - roomy) * unit((bottom - top - gap - 0.006) / 0.03);
      const seen = 1 - extra * (1 - unit((lower - 0.006 - sy) / 0.014));
      const fx =
        sourcePose.translation[0] + sourcePose.scale * (q[0]! * nx + q[1]! * sy + q[2]! * plane) - 0.5 - source.x;
      const fy =
        sourcePose.translation[1] + sourcePose.scale * (q[3]! * nx + q[4]! * sy + q[5]! * plane) - 0.5 - source.y;
      const ix = Math.max(0, Math.min(source.width - 2, fx | 0));
      const iy = Math.max(0, Math.min(source.height - 2, fy | 0));
      const gx = unit(fx - ix);
      const gy = unit(fy - iy);
      const tongue = seen < 1 ? tongueAt(depth, (nx - weights.mouthX) / weights.halfWidth) : 0;
      for (let k = 0; k < 3; k++) {
        const e = (iy * source.width + ix) * 3 + k;
        const f = e + source.width * 3;
        const sample =
          (source.data[e]! * (1 - gx) + source.data[e + 3]! * gx) * (1 - gy) +
          (source.data[f]! * (1 - gx) + source.data[f + 3]! * gx) * gy;
        const value = sample * seen + (cavity.dark[k]! + (cavity.tongue[k]! - cavity.dark[k]!) * tongue) * (1 - seen);
        patch.data[3 * p + k] = patch.data[3 * p + k]! * (1 - share) + value * share;
      }
    }
  }
}

type Color = readonly [y: number, u: number, v: number];

/** How light the dark behind the teeth and the tongue are beside the lower lip, and how colourful. */
const DARK = [0.2, 0.45] as const;
const TONGUE = [0.62, 0.75] as const;

/** The luma of black. */
const BLACK = 16;

function cavityColors(lip: Color): { dark: Color; tongue: Color } {
  const shaded = ([light, color]: readonly [number, number]): Color => [
    BLACK + (lip[0] - BLACK) * light,
    128 + (lip[1] - 128) * color,
    128 + (lip[2] - 128) * color,
  ];
  return { dark: shaded(DARK), tongue: shaded(TONGUE) };
}

/** How much of the tongue is seen at a depth (0 = upper lip, 1 = lower lip) and a distance from the middle (1 = corner). */
function tongueAt(depth: number, aside: number): number {
  const round = Math.max(0, 1 - (aside / 0.8) ** 2);
  return ramp(0.8 - 0.55 * round, 1.15 - 0.35 * round, depth) * Math.sqrt(round) * (1 - 0.25 * ramp(0.85, 1, depth));
}

/** Places above the lower lip's rim, as shares of the gap, and the points of both rims between which they lie. */
const FLOOR = [0.1, 0.2, 0.3];
const ACROSS = [
  [82, 87],
  [13, 14],
  [312, 317],
] as const;

/** Luma there relative to the lip's that is a tongue's or the dark's, and that is teeth's. */
const TONGUE_LUMA = 0.75;
const TEETH_LUMA = 0.95;

/** How much tongue or dark, 0..1, and not teeth, lies just above the lower lip of the source. */
function floorSeen(source: Raster<Uint8Array>, pose: Pose, canonical: Landmarks, lip: Color): number {
  const places = ACROSS.flatMap(([upper, lower]) =>
    FLOOR.map((share) =>
      [0, 1, 2].map((k) => canonical[3 * lower + k]! + share * (canonical[3 * upper + k]! - canonical[3 * lower + k]!)),
    ),
  );
  const luma = meanColor(source, toPicture(pose, Float32Array.from(places.flat())))[0];
  return unit((TEETH_LUMA - (luma - BLACK) / Math.max(1, lip[0] - BLACK)) / (TEETH_LUMA - TONGUE_LUMA));
}

/** Middle of the lower lip. */
const LIP = [15, 16, 85, 315, 86, 316];

function lipColor(source: Raster<Uint8Array>, pose: Pose, canonical: Landmarks): Color {
  const points = toPicture(pose, canonical);
  return meanColor(source, Float32Array.from(LIP.flatMap((i) => [...points.subarray(3 * i, 3 * i + 3)])));
}

/** The mean colour of a picture at some points: x, y, z repeating. */
function meanColor(source: Raster<Uint8Array>, points: Float32Array): Color {
  const sum: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < points.length; i += 3) {
    const x = Math.max(0, Math.min(source.width - 1, Math.round(points[i]! - 0.5) - source.x));
    const y = Math.max(0, Math.min(source.height - 1, Math.round(points[i + 1]! - 0.5) - source.y));
    for (let k = 0; k < 3; k++) sum[k]! += source.data[3 * (y * source.width + x) + k]! / (points.length / 3);
  }
  return sum;
}
