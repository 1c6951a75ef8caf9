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

/**
 * Interleaves a cut, or a part of it (a box in the picture, at even coordinates); chroma is interpolated linearly
 * (samples centred on their 2 × 2 block).
 */
export function unpack({ x, y, picture }: Cut, part?: Box): Raster<Uint8Array> {
  const { width, height, data } = picture;
  const { x0, y0, x1, y1 } = part ?? { x0: x, y0: y, x1: x + width, y1: y + height };
  const columns = x1 - x0;
  const out = new Uint8Array(columns * (y1 - y0) * 3);
  const [cw, ch] = [half(width), half(height)];
  for (let j = y0 - y, at = 0; j < y1 - y; j++, at += 3 * columns) {
    unpackLuma(out, at, data, j * width + x0 - x, columns);
    const far = Math.max(0, Math.min(ch - 1, (j >> 1) + (j & 1 ? 1 : -1)));
    for (const k of [1, 2]) {
      const plane = width * height + (k - 1) * cw * ch;
      unpackChroma(out, at + k, columns, data, plane + (j >> 1) * cw, plane + far * cw, (x0 - x) >> 1, cw);
    }
  }
  return { x: x0, y: y0, width: columns, height: y1 - y0, data: out };
}

function unpackLuma(out: Uint8Array, at: number, data: Uint8Array, from: number, columns: number): void {
  for (let i = 0; i < columns; i++) out[at + 3 * i] = data[from + i]!;
}

/** One row of U or V from the chroma rows `near` and `far` of it, from column `first` of the `cw` which they have. */
function unpackChroma(
  out: Uint8Array,
  at: number,
  columns: number,
  data: Uint8Array,
  near: number,
  far: number,
  first: number,
  cw: number,
): void {
  let here = 3 * data[near + first]! + data[far + first]!;
  let left = first > 0 ? 3 * data[near + first - 1]! + data[far + first - 1]! : here;
  for (let i = 0, c = first + 1; i < columns; i += 2, c++) {
    const right = c < cw ? 3 * data[near + c]! + data[far + c]! : here;
    out[at + 3 * i] = (3 * here + left + 8) >> 4;
    if (i + 1 < columns) out[at + 3 * i + 3] = (3 * here + right + 8) >> 4;
    left = here;
    here = right;
  }
}

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
