import type { Box } from '../media/region.js';
import { scratch } from '../workers/scratch.js';
import { boxBlur } from './blur.js';
import type { Raster } from './raster.js';
import { HOLE } from './triangles.js';
import { type Points, warpTriangles } from './warp.js';

/** How much of each pixel of a raster lies in the mouth's hole, 0..1; and the box, in the raster's own pixels, beyond which that is 0. */
export interface HoleMask extends Box {
  readonly share: Float32Array;
}

/** Passes of the blur that makes the rim soft. */
const PASSES = 2;

const CORNERS = [...new Set(HOLE.flat())];

/** The hole's mask, with a rim as soft as `softness` pixels. */
export function holeMask({ x, y, width, height }: Raster, points: Points, softness: number): HoleMask {
  const margin = PASSES * softness + 2;
  const [xs, ys] = [0, 1].map((k) => CORNERS.map((i) => points[2 * i + k]!)) as [number[], number[]];
  const x0 = Math.max(0, Math.floor(Math.min(...xs)) - margin - x);
  const y0 = Math.max(0, Math.floor(Math.min(...ys)) - margin - y);
  const x1 = Math.max(x0, Math.min(width, Math.ceil(Math.max(...xs)) + margin + 1 - x));
  const y1 = Math.max(y0, Math.min(height, Math.ceil(Math.max(...ys)) + margin + 1 - y));
  const columns = x1 - x0;
  const mask = new Float32Array(columns * (y1 - y0));
  const canvas = { x: x + x0, y: y + y0, width: columns, height: y1 - y0, data: new Float32Array(3 * mask.length) };
  const blank: Raster<Uint8Array> = { x: 0, y: 0, width: 2, height: 2, data: new Uint8Array(12) };
  warpTriangles(HOLE, points, points, blank, canvas, new Float32Array(points.length / 2).fill(1), mask);
  const soft = boxBlur(mask, columns, y1 - y0, 1, softness, PASSES);
  const share = scratch('hole', width * height).fill(0);
  for (let row = y0; row < y1; row++)
    share.set(soft.subarray((row - y0) * columns, (row - y0 + 1) * columns), row * width + x0);
  return { x0, y0, x1, y1, share };
}
