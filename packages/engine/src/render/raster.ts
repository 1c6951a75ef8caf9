import { half, i420Size } from '../media/i420.js';
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
 * Writes a changed raster over the cut it began as. Pixels whose `changed` flag is 0 keep their luma; chroma blocks
 * keep theirs unless one of their pixels changed.
 */
export function pack(cut: Cut, raster: Raster, changed: Uint8Array): Cut {
  const { width, height, data } = cut.picture;
  const out = new Uint8Array(i420Size(width, height));
  out.set(data);
  for (let p = 0; p < width * height; p++) if (changed[p]) out[p] = clamp(raster.data[3 * p]!);
  const cw = half(width);
  const u0 = width * height;
  const v0 = u0 + cw * half(height);
  for (let j = 0; j + 1 < height; j += 2) {
    for (let i = 0; i + 1 < width; i += 2) {
      const p = j * width + i;
      if (!(changed[p] || changed[p + 1] || changed[p + width] || changed[p + width + 1])) continue;
      const mean = (k: number): number => {
        const d = raster.data;
        const q = 3 * (p + width) + k;
        return clamp((d[3 * p + k]! + d[3 * p + 3 + k]! + d[q]! + d[q + 3]!) / 4);
      };
      const c = (j >> 1) * cw + (i >> 1);
      out[u0 + c] = mean(1);
      out[v0 + c] = mean(2);
    }
  }
  return { x: cut.x, y: cut.y, picture: { width, height, data: out } };
}

const clamp = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : (value + 0.5) | 0);
