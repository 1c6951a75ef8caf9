import { boxBlur } from './blur.js';
import type { Raster } from './raster.js';

/** The membrane is computed on a grid this many times coarser. */
const COARSE = 4;

/** Largest correction, in levels. */
const MOST = 40;

/**
 * Shifts the colours of `patch` (in place) so that it meets `base` where it fades out: the difference of the two along
 * the patch's soft border, spread smoothly over the inside (a cheap stand-in for Pérez et al., "Poisson image editing",
 * 2003). `reach` is the blur's radius in pixels.
 */
export function matchColors(patch: Raster, base: Raster, alpha: Float32Array, reach: number): void {
  const { width, height } = patch;
  const w = Math.ceil(width / COARSE);
  const h = Math.ceil(height / COARSE);
  const sums = new Float32Array(w * h * 4);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const p = Math.min(height - 1, y * COARSE + 2) * width + Math.min(width - 1, x * COARSE + 2);
      const a = alpha[p]!;
      const weight = a > 0.02 ? Math.max(0, 1 - a) * Math.min(1, a * 8) : 0;
      if (weight === 0) continue;
      const s = (y * w + x) * 4;
      for (let k = 0; k < 3; k++) {
        const difference = base.data[3 * p + k]! - patch.data[3 * p + k]!;
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
      const at = (k: number): number =>
        (spread[s + k]! * (1 - fx) + spread[s + 4 + k]! * fx) * (1 - fy) +
        (spread[s + 4 * w + k]! * (1 - fx) + spread[s + 4 * w + 4 + k]! * fx) * fy;
      const weight = at(3);
      if (weight <= 1e-4) continue;
      for (let k = 0; k < 3; k++) patch.data[3 * p + k]! += at(k) / weight;
    }
  }
}
