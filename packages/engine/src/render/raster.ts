import { half } from '../media/i420.js';
import type { Box, Cut } from '../media/region.js';

/** A piece of a picture with Y, U, V interleaved at full resolution; `x`, `y` is its place in the picture. */
export interface Raster<T extends Uint8Array | Float32Array = Float32Array> {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly data: T;
}

/** Other pixels at a raster's place. All rasters are built alike, as code is compiled anew for each way. */
export function replaced({ x, y, width, height }: Omit<Raster, 'data'>, data: Float32Array): Raster {
  return { x, y, width, height, data };
}

/**
 * Interleaves a part of a cut (a box in the picture, at even coordinates); chroma is interpolated linearly (samples
 * centred on their 2 × 2 block).
 */
export function unpack({ x, y, picture }: Cut, { x0, y0, x1, y1 }: Box): Raster<Uint8Array> {
  const { width, height, data } = picture;
  const columns = x1 - x0;
  const out = new Uint8Array(columns * (y1 - y0) * 3);
  const [cw, ch] = [half(width), half(height)];
  const u0 = width * height;
  for (let j = y0 - y, at = 0; j < y1 - y; j++, at += 3 * columns) {
    const near = u0 + (j >> 1) * cw;
    const far = u0 + Math.max(0, Math.min(ch - 1, (j >> 1) + (j & 1 ? 1 : -1))) * cw;
    unpackRow(out, at, data, j * width + x0 - x, columns, near, far, (x0 - x) >> 1, cw, cw * ch);
  }
  return { x: x0, y: y0, width: columns, height: y1 - y0, data: out };
}

/**
 * One row of an even number of pixels: luma from `luma` on, U from the chroma rows `near` and `far` of it (from column
 * `first` of the `cw` which they have), V from those a `plane` further.
 */
function unpackRow(
  out: Uint8Array,
  at: number,
  data: Uint8Array,
  luma: number,
  columns: number,
  near: number,
  far: number,
  first: number,
  cw: number,
  plane: number,
): void {
  let u = 3 * data[near + first]! + data[far + first]!;
  let v = 3 * data[near + plane + first]! + data[far + plane + first]!;
  const before = Math.max(0, first - 1);
  let uLeft = 3 * data[near + before]! + data[far + before]!;
  let vLeft = 3 * data[near + plane + before]! + data[far + plane + before]!;
  for (let o = at, p = luma, c = first + 1; p < luma + columns; o += 6, p += 2, c++) {
    const next = c < cw ? c : cw - 1;
    const uRight = 3 * data[near + next]! + data[far + next]!;
    const vRight = 3 * data[near + plane + next]! + data[far + plane + next]!;
    out[o] = data[p]!;
    out[o + 1] = (3 * u + uLeft + 8) >> 4;
    out[o + 2] = (3 * v + vLeft + 8) >> 4;
    out[o + 3] = data[p + 1]!;
    out[o + 4] = (3 * u + uRight + 8) >> 4;
    out[o + 5] = (3 * v + vRight + 8) >> 4;
    uLeft = u;
    vLeft = v;
    u = uRight;
    v = vRight;
  }
}

/** Change from which a value is another one when {@link pack} stores it. */
export const STORED = 0.5;

/**
 * Writes a changed raster into the cut that it was a part of. Pixels whose `changed` flag is 0 keep their luma; chroma
 * blocks keep theirs unless one of their pixels changed.
 */
export function pack({ x, y, picture }: Cut, raster: Raster, changed: Uint8Array): void {
  const { data: out, width: stride, height: rows } = picture;
  const { width, height, data } = raster;
  const cw = half(stride);
  const u0 = stride * rows;
  const v0 = u0 + cw * half(rows);
  for (let j = 0, p = 0; j < height; j++)
    for (let i = 0, o = (raster.y - y + j) * stride + raster.x - x; i < width; i++, p++, o++)
      if (changed[p]) out[o] = clamp(data[3 * p]!);
  for (let j = 0; j + 1 < height; j += 2) {
    let c = ((raster.y - y + j) >> 1) * cw + ((raster.x - x) >> 1);
    for (let i = 0; i + 1 < width; i += 2, c++) {
      const p = j * width + i;
      if (!(changed[p] || changed[p + 1] || changed[p + width] || changed[p + width + 1])) continue;
      const a = 3 * p;
      const b = a + 3 * width;
      out[u0 + c] = clamp((data[a + 1]! + data[a + 4]! + data[b + 1]! + data[b + 4]!) / 4);
      out[v0 + c] = clamp((data[a + 2]! + data[a + 5]! + data[b + 2]! + data[b + 5]!) / 4);
    }
  }
}

const clamp = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : (value + 0.5) | 0);
