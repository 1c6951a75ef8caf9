import { boxBlur } from './blur.js';
import type { Raster } from './raster.js';

/** The membrane is computed on a grid this many times coarser. */
const COARSE = 4;

/** Largest correction, in levels. */
const MOST = 40;

/**
 * Shifts the colours of `patch` (in place) so that it meets `base` where it fades out: the difference of the two along
 * the patch's soft border, spread smoothly over the inside (a cheap stand-in for Pérez et al., "Poisson image editing",
 * 2003). `base` holds all of the patch's place; `reach` is the blur's radius in pixels.
 */
export function matchColors(patch: Raster, base: Raster, alpha: Float32Array, reach: number): void {
  const { width, height } = patch;
  const w = Math.ceil(width / COARSE);
  const h = Math.ceil(height / COARSE);
  const sums = new Float32Array(w * h * 4);
  const origin = (patch.y - base.y) * base.width + patch.x - base.x;
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const row = Math.min(height - 1, y * COARSE + 2);
      const column = Math.min(width - 1, x * COARSE + 2);
      const p = row * width + column;
      const b = 3 * (origin + row * base.width + column);
      const a = alpha[p]!;
      const weight = a > 0.02 ? Math.max(0, 1 - a) * Math.min(1, a * 8) : 0;
      if (weight === 0) continue;
      const s = (y * w + x) * 4;
      for (let k = 0; k < 3; k++) {
        const difference = base.data[b + k]! - patch.data[3 * p + k]!;
        sums[s + k] = weight * Math.max(-MOST, Math.min(MOST, difference));
      }
      sums[s + 3] = weight;
    }
  }
  const spread = boxBlur(sums, w, h, 4, Math.max(2, Math.round(reach / COARSE)), 3);
  for (let y = 0; y < height; y++) {
    const gy = Math.min(h - 1.001, Math.max(0, (y - 2) / COARSE));
    const iy = gy | 0;
    const fy = gy - iy;
    for (let x = 0; x < width; x++) {
      const p = y * width + x;
      if (alpha[p]! <= 0) continue;
      const gx = Math.min(w - 1.001, Math.max(0, (x - 2) / COARSE));
      const ix = gx | 0;
      const fx = gx - ix;
      const s = (iy * w + ix) * 4;
      const t = s + 4 * w;
      const w00 = (1 - fx) * (1 - fy);
      const w10 = fx * (1 - fy);
      const w01 = (1 - fx) * fy;
      const w11 = fx * fy;
      const weight = spread[s + 3]! * w00 + spread[s + 7]! * w10 + spread[t + 3]! * w01 + spread[t + 7]! * w11;
      if (weight <= 1e-4) continue;
      const at = 3 * p;
      const scale = 1 / weight;
      const mix = (k: number): number =>
        scale * (spread[s + k]! * w00 + spread[s + 4 + k]! * w10 + spread[t + k]! * w01 + spread[t + 4 + k]! * w11);
      patch.data[at]! += mix(0);
      patch.data[at + 1]! += mix(1);
      patch.data[at + 2]! += mix(2);
    }
  }
}
