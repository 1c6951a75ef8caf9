import { half, i420Size } from '../media/i420.js';
import type { Cut } from '../media/region.js';

/** A piece of a picture with Y, U, V interleaved at full resolution; `x`, `y` is its place in the picture. */
export interface Raster<T extends Uint8Array | Float32Array = Float32Array> {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly data: T;
}

/** Interleaves a cut; chroma is interpolated linearly (samples centred on their 2 × 2 block). */
export function unpack({ x, y, picture }: Cut): Raster<Uint8Array> {
  const { width, height, data } = picture;
  const out = new Uint8Array(width * height * 3);
  for (let p = 0; p < width * height; p++) out[3 * p] = data[p]!;
  const cw = half(width);
  const ch = half(height);
  for (const k of [1, 2]) {
    const plane = width * height + (k - 1) * cw * ch;
    for (let j = 0; j < height; j++) {
      const near = plane + (j >> 1) * cw;
      const far = plane + Math.max(0, Math.min(ch - 1, (j >> 1) + (j & 1 ? 1 : -1))) * cw;
      for (let i = 0; i < width; i++) {
        const c = i >> 1;
        const d = Math.max(0, Math.min(cw - 1, c + (i & 1 ? 1 : -1)));
        out[3 * (j * width + i) + k] =
          (9 * data[near + c]! + 3 * data[near + d]! + 3 * data[far + c]! + data[far + d]! + 8) >> 4;
      }
    }
  }
  return { x, y, width, height, data: out };
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
