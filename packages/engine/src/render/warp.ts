import type { Raster } from './raster.js';
import type { Triangle } from './triangles.js';

/** x, y of each point, in pixel indices (a pixel's centre is a whole number). */
export type Points = Float32Array;

/** Pixels that lie outside of a triangle by less (in barycentric coordinates) belong to it: no gap between neighbours. */
const EDGE = -1e-4;

/**
 * Draws triangles of `source`, which lie at `from`, into `target`, where they lie at `to`, sampled bilinearly; later
 * triangles cover earlier ones, and triangles that turn over in the warp lie under all others.
 * With `alpha` (a value a point) the interpolated value is written to `coverage`.
 */
export function warpTriangles(
  triangles: readonly Triangle[],
  from: Points,
  to: Points,
  source: Raster<Uint8Array>,
  target: Raster,
  alpha?: Float32Array,
  coverage?: Float32Array,
): void {
  const { x: tx, y: ty, width: tw, height: th, data: out } = target;
  const { x: sx, y: sy, width: sw, height: sh, data: pixels } = source;
  const right = sw - 1.001;
  const bottom = sh - 1.001;
  for (const triangle of foldedFirst(triangles, from, to)) {
    const a = triangle[0];
    const b = triangle[1];
    const c = triangle[2];
    const cx = to[2 * c]!;
    const cy = to[2 * c + 1]!;
    const ax = to[2 * a]! - cx;
    const ay = to[2 * a + 1]! - cy;
    const bx = to[2 * b]! - cx;
    const by = to[2 * b + 1]! - cy;
    const area = by * ax - bx * ay;
    if (Math.abs(area) < 1e-6) continue;
    const x0 = Math.max(tx, Math.ceil(cx + Math.min(ax, bx, 0) - 0.5));
    const x1 = Math.min(tx + tw - 1, Math.floor(cx + Math.max(ax, bx, 0) + 0.5));
    const y0 = Math.max(ty, Math.ceil(cy + Math.min(ay, by, 0) - 0.5));
    const y1 = Math.min(ty + th - 1, Math.floor(cy + Math.max(ay, by, 0) + 0.5));
    // Barycentric coordinates u (of a), v (of b) and w (of c), and the place in the source: all linear in x.
    const du = by / area;
    const dv = -ay / area;
    const dw = -du - dv;
    const perU = 1 / du;
    const perV = 1 / dv;
    const perW = 1 / dw;
    const rx = from[2 * c]!;
    const ry = from[2 * c + 1]!;
    const px = from[2 * a]! - rx;
    const py = from[2 * a + 1]! - ry;
    const qx = from[2 * b]! - rx;
    const qy = from[2 * b + 1]! - ry;
    const stepX = du * px + dv * qx;
    const stepY = du * py + dv * qy;
    const base = alpha ? alpha[c]! : 0;
    const overA = alpha ? alpha[a]! - base : 0;
    const overB = alpha ? alpha[b]! - base : 0;
    for (let y = y0; y <= y1; y++) {
      const u = (by * (x0 - cx) - bx * (y - cy)) / area;
      const v = (ax * (y - cy) - ay * (x0 - cx)) / area;
      const w = 1 - u - v;
      const last = Math.min(x1 - x0, end(u, du, perU), end(v, dv, perV), end(w, dw, perW));
      const first = Math.max(0, start(u, du, perU), start(v, dv, perV), start(w, dw, perW));
      if (first > last) continue;
      const at = (y - ty) * tw + x0 - tx + first;
      const fu = u + first * du;
      const fv = v + first * dv;
      const count = last - first + 1;
      const fx = fu * px + fv * qx + rx - sx;
      const fy = fu * py + fv * qy + ry - sy;
      drawRow(out, at, count, pixels, sw, right, bottom, fx, fy, stepX, stepY);
      if (coverage) coverRow(coverage, at, count, fu * overA + fv * overB + base, du * overA + dv * overB);
    }
  }
}

/** First step along a row from which a coordinate is inside, given its value at the row's start and its slope. */
function start(value: number, slope: number, steps: number): number {
  if (slope > 0) return Math.ceil((EDGE - value) * steps);
  return slope === 0 && value < EDGE ? Number.POSITIVE_INFINITY : 0;
}

/** Last such step; `steps` is one over the slope. */
function end(value: number, slope: number, steps: number): number {
  return slope < 0 ? Math.floor((EDGE - value) * steps) : Number.POSITIVE_INFINITY;
}

/** Samples `count` pixels bilinearly, beginning at `x`, `y` of the source. */
function drawRow(
  out: Float32Array,
  at: number,
  count: number,
  pixels: Uint8Array,
  stride: number,
  right: number,
  bottom: number,
  x: number,
  y: number,
  dx: number,
  dy: number,
): void {
  for (let i = 0, o = 3 * at; i < count; i++, o += 3) {
    const fx = Math.max(0, Math.min(right, x + i * dx));
    const fy = Math.max(0, Math.min(bottom, y + i * dy));
    const ix = fx | 0;
    const iy = fy | 0;
    const gx = fx - ix;
    const gy = fy - iy;
    const p = (iy * stride + ix) * 3;
    const q = p + stride * 3;
    const w11 = gx * gy;
    const w10 = gx - w11;
    const w01 = gy - w11;
    const w00 = 1 - gx - w01;
    out[o] = pixels[p]! * w00 + pixels[p + 3]! * w10 + pixels[q]! * w01 + pixels[q + 3]! * w11;
    out[o + 1] = pixels[p + 1]! * w00 + pixels[p + 4]! * w10 + pixels[q + 1]! * w01 + pixels[q + 4]! * w11;
    out[o + 2] = pixels[p + 2]! * w00 + pixels[p + 5]! * w10 + pixels[q + 2]! * w01 + pixels[q + 5]! * w11;
  }
}

function coverRow(coverage: Float32Array, at: number, count: number, value: number, slope: number): void {
  for (let i = 0; i < count; i++) coverage[at + i] = value + i * slope;
}

/** A fold shows nothing of its own, but without it a hole could be seen through. */
function foldedFirst(triangles: readonly Triangle[], from: Points, to: Points): Triangle[] {
  const turned = triangles.filter((triangle) => side(triangle, from) * side(triangle, to) < 0);
  if (turned.length === 0) return [...triangles];
  const folds = new Set(turned);
  return [...turned, ...triangles.filter((triangle) => !folds.has(triangle))];
}

/** Twice the signed area of a triangle. */
function side(triangle: Triangle, at: Points): number {
  const a = triangle[0];
  const b = triangle[1];
  const c = triangle[2];
  const cx = at[2 * c]!;
  const cy = at[2 * c + 1]!;
  return (at[2 * b + 1]! - cy) * (at[2 * a]! - cx) + (cx - at[2 * b]!) * (at[2 * a + 1]! - cy);
}
