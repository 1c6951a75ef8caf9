import { laplacian, sharpened } from './laplacian.js';
import type { Raster } from './raster.js';

/** Change from which a pixel is another one when it is stored. */
const STORED = 0.5;

/** Texture is compared in squares of so many pixels. */
const CELL = 6;

/** Laplacian taken away for each missing share of texture, and at most. */
const STRENGTH = 0.2;
const MOST = 0.25;

/**
 * Gives hair and pores back (in place, luma) what warping and mixing took of them: a mixture of two unlike textures is
 * paler than both. In each place the blended picture gets as much fine contrast as its parts had, weighted as they are mixed.
 *
 * @param blended the picture with the patch laid over it.
 * @param original the picture before anything was done to it, at the same place.
 * @param alpha how much of the patch shows at each of its pixels.
 */
export function restoreTexture(
  blended: Raster,
  original: Raster<Uint8Array>,
  patch: Raster,
  alpha: Float32Array,
  strength: number,
): void {
  const { width, height } = blended;
  const columns = Math.ceil(width / CELL);
  const rows = Math.ceil(height / CELL);
  const wanted = new Float32Array(columns * rows);
  const found = new Float32Array(columns * rows);
  const [now, was] = [blended.data, original.data];
  const line = 3 * width;
  const offset = (blended.y - patch.y) * patch.width + blended.x - patch.x;
  for (let y = 1; y + 1 < height; y++) {
    const inPatch = blended.y + y > patch.y && blended.y + y + 1 < patch.y + patch.height;
    const from = inPatch ? patch.x - blended.x : width;
    const to = from + patch.width - 1;
    const cells = Math.floor(y / CELL) * columns;
    for (let x = 1; x + 1 < width; x++) {
      const p = 3 * (y * width + x);
      if (Math.abs(now[p]! - was[p]!) < STORED) continue;
      const cell = cells + ((x / CELL) | 0);
      let a = 0;
      if (x > from && x < to) {
        const q = offset + y * patch.width + x;
        a = alpha[q]! * strength;
        if (a > 0) wanted[cell]! += a * Math.abs(laplacian(patch.data, 3 * q, 3 * patch.width));
      }
      if (a < 1) wanted[cell]! += (1 - a) * Math.abs(laplacian(was, p, line));
      found[cell]! += Math.abs(laplacian(now, p, line));
    }
  }
  const gains = wanted.map((value, i) => Math.max(0, Math.min(MOST, STRENGTH * (value / Math.max(1, found[i]!) - 1))));
  const before = now.slice();
  const across = new Float32Array(columns + 1);
  for (let y = 1; y + 1 < height; y++) {
    if (!mixRows(across, gains, columns, rows, (y + 0.5) / CELL - 0.5)) continue;
    for (let x = 1; x + 1 < width; x++) {
      const p = 3 * (y * width + x);
      if (Math.abs(before[p]! - was[p]!) < STORED) continue;
      const place = (x + 0.5) / CELL - 0.5;
      const i = Math.max(0, Math.min(columns - 2, Math.floor(place)));
      const u = Math.max(0, Math.min(1, place - i));
      const gain = across[i]! * (1 - u) + across[i + 1]! * u;
      if (gain > 0) now[p] = sharpened(before, p, line, gain);
    }
  }
}

/** Interpolates between the rows of cells around `y`; whether any value is not 0. */
function mixRows(out: Float32Array, values: Float32Array, columns: number, rows: number, y: number): boolean {
  const j = Math.max(0, Math.min(rows - 2, Math.floor(y)));
  const v = Math.max(0, Math.min(1, y - j));
  let any = false;
  for (let i = 0, k = j * columns; i < columns; i++, k++) {
    const value = values[k]! * (1 - v) + (values[k + columns] ?? 0) * v;
    out[i] = value;
    if (value > 0) any = true;
  }
  return any;
}
