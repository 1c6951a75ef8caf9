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
  for (const [a, b, c] of foldedFirst(triangles, from, to)) {
    const [ax, ay, bx, by, cx, cy] = [
      to[2 * a]!,
      to[2 * a + 1]!,
      to[2 * b]!,
      to[2 * b + 1]!,
      to[2 * c]!,
      to[2 * c + 1]!,
    ];
    const area = (by - cy) * (ax - cx) + (cx - bx) * (ay - cy);
    if (Math.abs(area) < 1e-6) continue;
    const [px, py, qx, qy, rx, ry] = [
      from[2 * a]!,
      from[2 * a + 1]!,
      from[2 * b]!,
      from[2 * b + 1]!,
      from[2 * c]!,
      from[2 * c + 1]!,
    ];
    const x0 = Math.max(tx, Math.ceil(Math.min(ax, bx, cx) - 0.5));
    const x1 = Math.min(tx + tw - 1, Math.floor(Math.max(ax, bx, cx) + 0.5));
    const y0 = Math.max(ty, Math.ceil(Math.min(ay, by, cy) - 0.5));
    const y1 = Math.min(ty + th - 1, Math.floor(Math.max(ay, by, cy) + 0.5));
    const du = (by - cy) / area;
    const dv = (cy - ay) / area;
    const dfx = du * (px - rx) + dv * (qx - rx);
    const dfy = du * (py - ry) + dv * (qy - ry);
    const [alphaA, alphaB, alphaC] = alpha ? [alpha[a]!, alpha[b]!, alpha[c]!] : [0, 0, 0];
    for (let y = y0; y <= y1; y++) {
      const u0 = du * (x0 - cx) + ((cx - bx) * (y - cy)) / area;
      const v0 = dv * (x0 - cx) + ((ax - cx) * (y - cy)) / area;
      // The pixels of this row that lie inside: all three barycentric coordinates, each linear in x, are at least EDGE.
      let low = 0;
      let high = x1 - x0;
      for (let k = 0; k < 3; k++) {
        const start = (k === 0 ? u0 : k === 1 ? v0 : 1 - u0 - v0) - EDGE;
        const slope = k === 0 ? du : k === 1 ? dv : -du - dv;
        if (slope > 0) low = Math.max(low, Math.ceil(-start / slope));
        else if (slope < 0) high = Math.min(high, Math.floor(-start / slope));
        else if (start < 0) high = -1;
      }
      const startX = u0 * px + v0 * qx + (1 - u0 - v0) * rx - sx;
      const startY = u0 * py + v0 * qy + (1 - u0 - v0) * ry - sy;
      let o = (y - ty) * tw + x0 + low - tx;
      for (let i = low; i <= high; i++, o++) {
        let fx = startX + i * dfx;
        let fy = startY + i * dfy;
        fx = fx < 0 ? 0 : fx > right ? right : fx;
        fy = fy < 0 ? 0 : fy > bottom ? bottom : fy;
        const ix = fx | 0;
        const iy = fy | 0;
        const gx = fx - ix;
        const gy = fy - iy;
        const p = (iy * sw + ix) * 3;
        const q = p + sw * 3;
        const w11 = gx * gy;
        const w10 = gx - w11;
        const w01 = gy - w11;
        const w00 = 1 - gx - w01;
        const o3 = 3 * o;
        out[o3] = pixels[p]! * w00 + pixels[p + 3]! * w10 + pixels[q]! * w01 + pixels[q + 3]! * w11;
        out[o3 + 1] = pixels[p + 1]! * w00 + pixels[p + 4]! * w10 + pixels[q + 1]! * w01 + pixels[q + 4]! * w11;
        out[o3 + 2] = pixels[p + 2]! * w00 + pixels[p + 5]! * w10 + pixels[q + 2]! * w01 + pixels[q + 5]! * w11;
        if (coverage) {
          const u = u0 + i * du;
          const v = v0 + i * dv;
          coverage[o] = u * alphaA + v * alphaB + (1 - u - v) * alphaC;
        }
      }
    }
  }
}

/** A fold shows nothing of its own, but without it a hole could be seen through. */
function foldedFirst(triangles: readonly Triangle[], from: Points, to: Points): Triangle[] {
  const turned = triangles.filter((triangle) => side(triangle, from) * side(triangle, to) < 0);
  if (turned.length === 0) return [...triangles];
  const folds = new Set(turned);
  return [...turned, ...triangles.filter((triangle) => !folds.has(triangle))];
}

/** Twice the signed area of a triangle. */
function side([a, b, c]: Triangle, at: Points): number {
  const [cx, cy] = [at[2 * c]!, at[2 * c + 1]!];
  return (at[2 * b + 1]! - cy) * (at[2 * a]! - cx) + (cx - at[2 * b]!) * (at[2 * a + 1]! - cy);
}
