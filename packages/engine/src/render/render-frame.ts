import type { HeadSharpness } from '../analysis/head-sharpness.js';
import type { Landmarks } from '../face/mesh.js';
import { type Pose, toPicture } from '../face/pose.js';
import { FACE_OVAL, POINTS } from '../face/topology.js';
import type { Cut } from '../media/region.js';
import { scratch, scratchCopy } from '../workers/scratch.js';
import { extentOf } from './extent.js';
import { holeMask } from './hole-mask.js';
import { paintInterior } from './interior.js';
import { matchSharpness } from './match-sharpness.js';
import { matchColors } from './membrane.js';
import { pack, type Raster, replaced, STORED, unpack } from './raster.js';
import { swayOf } from './sway.js';
import { restoreTexture } from './texture.js';
import { HOLE, RING, RINGED_POINTS, SKIN } from './triangles.js';
import { type Points, warpTriangles } from './warp.js';
import type { FaceWeights } from './weights.js';
import { mouthWindow } from './window.js';

/** A face in a frame: pixels around it, its points as measured and in the head's own space, its pose. */
export interface PlacedFace {
  readonly cut: Cut;
  readonly landmarks: Landmarks;
  readonly canonical: Landmarks;
  readonly pose: Pose;
  /** How sharp the head is in the frame. */
  readonly sharpness: HeadSharpness;
}

/** Asks for a new mouth on one frame's face. */
export interface RenderRequest {
  readonly task: 'render';
  /** The frame that is shown: all of it, changed in place. */
  readonly base: PlacedFace;
  /** The frame whose mouth is taken. */
  readonly mouth: PlacedFace;
  /** Mouths of neighbouring moments to fade with where the source of the mouth jumps, and by how much. */
  readonly blends: readonly { readonly mouth: PlacedFace; readonly share: number }[];
  /** The new mouth's points in the head's own space. */
  readonly target: Landmarks;
  readonly weights: FaceWeights;
  /** How much of the effect shows, 0..1. */
  readonly strength: number;
}

/** What was done to a frame. */
export interface Rendered {
  /** Pixels that changed. */
  readonly changed: number;
  /** Pixels of the mouth region: those that take anything from another frame. */
  readonly mouth: number;
  /** Pixels that changed beyond the mouth region: cheeks and chin that moved with it. */
  readonly beyond: number;
}

/** How far out the ring lies that does not move, relative to the face's outline. */
const RING_SCALE = 1.4;

/** Pixels that a point must move for its triangles to be drawn anew. */
const MOVED = 0.05;

/** Replaces the mouth of one frame, in place. */
export function renderFrame(request: RenderRequest): Rendered {
  const { base, mouth, blends, target, weights, strength } = request;
  const { before, after } = movePoints(request);
  const moves = Array.from(
    { length: RINGED_POINTS },
    (_, i) => (after[2 * i]! - before[2 * i]!) ** 2 + (after[2 * i + 1]! - before[2 * i + 1]!) ** 2 > MOVED ** 2,
  );
  const moving = [...HOLE, ...SKIN, ...RING].filter(([a, b, c]) => moves[a] || moves[b] || moves[c]);
  const shown = [...HOLE, ...SKIN].filter((triangle) => triangle.some((i) => weights.alpha[i]! > 0));
  const region = extentOf([...moving, ...shown], [before, after], base.cut);
  const original = unpack(base.cut, region);
  const canvas = replaced(original, scratchCopy('canvas', original.data));
  const hidden = (i: number): boolean => strength * (weights.alpha[i] ?? 0) === 1;
  const seen = moving.filter((triangle) => !triangle.every(hidden));
  warpTriangles(seen, before, after, original, canvas);

  const place = extentOf(shown, [after], base.cut);
  const blank = { x: place.x0, y: place.y0, width: place.x1 - place.x0, height: place.y1 - place.y0 };
  const area = blank.width * blank.height;
  const patchOf = (
    face: PlacedFace,
    purpose: 'patch' | 'blend',
    coverage: Float32Array,
  ): { patch: Raster; source: Raster<Uint8Array> } => {
    const points = asPoints(face.landmarks);
    const source = unpack(face.cut, extentOf(shown, [points], face.cut));
    const patch = replaced(blank, scratch(purpose, 3 * area).fill(0));
    warpTriangles(shown, points, after, source, patch, weights.alpha, coverage);
    return { patch, source };
  };
  const alpha = scratch('alpha', area).fill(0);
  const { patch, source } = patchOf(mouth, 'patch', alpha);
  const inside = holeMask(patch, after, Math.max(1, Math.round(weights.halfWidth * base.pose.scale * 0.05)));
  for (const { mouth: neighbour, share } of blends) {
    const covered = scratch('covered', area).fill(0);
    const other = patchOf(neighbour, 'blend', covered).patch;
    crossFade(patch.data, other.data, share, inside.share, alpha, covered);
  }
  paintInterior(patch, inside, {
    pose: base.pose,
    target,
    source,
    sourcePose: mouth.pose,
    sourceCanonical: mouth.canonical,
    weights,
  });
  matchColors(patch, canvas, alpha, weights.halfWidth * base.pose.scale * 0.45);
  matchSharpness(patch, alpha, mouthWindow(after, weights.halfWidth * base.pose.scale), base, {
    ...mouth,
    raster: source,
    window: mouthWindow(asPoints(mouth.landmarks), weights.halfWidth * mouth.pose.scale),
  });

  return blend(base.cut, original, canvas, patch, alpha, strength);
}

/** Mixes a neighbouring moment's patch in, but for the inside of the mouth: faded teeth look like two rows of teeth. */
function crossFade(
  patch: Float32Array,
  other: Float32Array,
  share: number,
  inside: Float32Array,
  alpha: Float32Array,
  covered: Float32Array,
): void {
  for (let p = 0; p < inside.length; p++) {
    if (!(alpha[p]! > 0 && covered[p]! > 0)) continue;
    const mix = share * (1 - 2.5 * inside[p]!);
    if (mix <= 0) continue;
    for (let k = 3 * p; k < 3 * p + 3; k++) patch[k]! += mix * (other[k]! - patch[k]!);
  }
}

/** Lays the patch over the canvas and stores that in the frame, with what changed counted. */
function blend(
  frame: Cut,
  original: Raster<Uint8Array>,
  canvas: Raster,
  patch: Raster,
  alpha: Float32Array,
  strength: number,
): Rendered {
  const now = canvas.data;
  const was = original.data;
  const fresh = patch.data;
  const touched = new Uint8Array(canvas.width * canvas.height);
  const changed = new Uint8Array(touched.length);
  const count = { pixels: 0, mouth: 0, beyond: 0 };
  for (let y = 0; y < patch.height; y++) {
    const at = (patch.y + y - canvas.y) * canvas.width + patch.x - canvas.x;
    count.mouth += layRow(now, touched, at, fresh, alpha, y * patch.width, patch.width, strength);
  }
  restoreTexture(canvas, original, patch, alpha, strength);
  for (let q = 0; q < changed.length; q++) {
    if (!differs(now, was, 3 * q)) continue;
    changed[q] = 1;
    count.pixels++;
    if (touched[q] === 0) count.beyond++;
  }
  pack(frame, canvas, changed);
  return { changed: count.pixels, mouth: count.mouth, beyond: count.beyond };
}

/** Lays one row of the patch over the canvas; the number of pixels that it covers. */
function layRow(
  now: Float32Array,
  touched: Uint8Array,
  at: number,
  fresh: Float32Array,
  alpha: Float32Array,
  from: number,
  width: number,
  strength: number,
): number {
  let covered = 0;
  for (let x = 0; x < width; x++) {
    const a = alpha[from + x]! * strength;
    if (a <= 0.003) continue;
    const c = 3 * (at + x);
    const k = 3 * (from + x);
    now[c]! += a * (fresh[k]! - now[c]!);
    now[c + 1]! += a * (fresh[k + 1]! - now[c + 1]!);
    now[c + 2]! += a * (fresh[k + 2]! - now[c + 2]!);
    touched[at + x] = 1;
    covered++;
  }
  return covered;
}

/** Whether a pixel is another one when it is stored. */
const differs = (now: Float32Array, was: Uint8Array, c: number): boolean =>
  Math.abs(now[c]! - was[c]!) >= STORED ||
  Math.abs(now[c + 1]! - was[c + 1]!) >= STORED ||
  Math.abs(now[c + 2]! - was[c + 2]!) >= STORED;

/** The base frame's points (and the ring's) before and after the mouth takes its new shape. */
function movePoints({ base, target, weights, strength }: RenderRequest): { before: Points; after: Points } {
  const { canonical, pose, landmarks } = base;
  const steady = toPicture(pose, canonical);
  const sway = swayOf(steady, landmarks);
  const was = sway(steady);
  const is = sway(toPicture(pose, target));
  const before = new Float32Array(2 * RINGED_POINTS);
  before.set(asPoints(was));
  before.set(ringAround(was), 2 * POINTS);
  const after = Float32Array.from(before);
  for (let i = 0; i < POINTS; i++) {
    const share = strength * weights.shape[i]!;
    after[2 * i]! += share * (is[3 * i]! - was[3 * i]!);
    after[2 * i + 1]! += share * (is[3 * i + 1]! - was[3 * i + 1]!);
  }
  return { before, after };
}

/** Landmarks as pixel indices. */
function asPoints(landmarks: Landmarks): Points {
  const out = new Float32Array((landmarks.length / 3) * 2);
  for (let i = 0; i < landmarks.length / 3; i++) {
    out[2 * i] = landmarks[3 * i]! - 0.5;
    out[2 * i + 1] = landmarks[3 * i + 1]! - 0.5;
  }
  return out;
}

/** The points of the ring that stays where it is. */
function ringAround(landmarks: Landmarks): Points {
  const points = asPoints(landmarks);
  const centre = [0, 1].map((k) => FACE_OVAL.reduce((sum, i) => sum + points[2 * i + k]!, 0) / FACE_OVAL.length);
  return Float32Array.from(
    FACE_OVAL.flatMap((i) => [0, 1].map((k) => centre[k]! + RING_SCALE * (points[2 * i + k]! - centre[k]!))),
  );
}
