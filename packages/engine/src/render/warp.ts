import type { Raster } from './raster.js';
import type { Triangle } from './triangles.js';

/** x, y of each point, in pixel indices (a pixel's centre is a whole number). */
export type Points = Float32Array;

/**
 * Draws triangles of `source`, which lie at `from`, into `target`, where they lie at `to`, sampled bilinearly; later
 * triangles cover earlier ones, and triangles that turn over in the warp lie under all others. With `alpha` (a value a point) the interpolated value is written to `coverage`.
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
    const edge = -1e-4;
    for (let y = y0; y <= y1; y++) {
      let u = du * (x0 - cx) + ((cx - bx) * (y - cy)) / area;
      let v = dv * (x0 - cx) + ((ax - cx) * (y - cy)) / area;
      for (let x = x0; x <= x1; x++, u += du, v += dv) {
        const w = 1 - u - v;
        if (u < edge || v < edge || w < edge) continue;
        let fx = u * px + v * qx + w * rx - sx;
        let fy = u * py + v * qy + w * ry - sy;
        fx = fx < 0 ? 0 : Math.min(fx, right);
        fy = fy < 0 ? 0 : Math.min(fy, bottom);
        const ix = fx | 0;
        const iy = fy | 0;
        const gx = fx - ix;
        const gy = fy - iy;
        const p = (iy * sw + ix) * 3;
        const q = p + sw * 3;
        const w00 = (1 - gx) * (1 - gy);
        const w10 = gx * (1 - gy);
        const w01 = (1 - gx) * gy;
        const w11 = gx * gy;
        const o = (y - ty) * tw + x - tx;
        const o3 = 3 * o;
        out[o3] = pixels[p]! * w00 + pixels[p + 3]! * w10 + pixels[q]! * w01 + pixels[q + 3]! * w11;
        out[o3 + 1] = pixels[p + 1]! * w00 + pixels[p + 4]! * w10 + pixels[q + 1]! * w01 + pixels[q + 4]! * w11;
        out[o3 + 2] = pixels[p + 2]! * w00 + pixels[p + 5]! * w10 + pixels[q + 2]! * w01 + pixels[q + 5]! * w11;
        if (coverage && alpha) coverage[o] = u * alpha[a]! + v * alpha[b]! + w * alpha[c]!;
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
