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
    const row = Math.min(height - 1, y * COARSE + 2);
    gatherRow(sums, 4 * y * w, w, patch.data, alpha, row * width, width, base.data, origin + row * base.width);
  }
  const spread = boxBlur(sums, w, h, 4, Math.max(2, Math.round(reach / COARSE)), 3);
  const line = new Float32Array(4 * w);
  for (let y = 0; y < height; y++) {
    const gy = Math.min(h - 1.001, Math.max(0, (y - 2) / COARSE));
    const above = 4 * w * (gy | 0);
    mixRows(line, spread, above, above + 4 * w, gy - (gy | 0));
    shiftRow(patch.data, alpha, y * width, width, line);
  }
}

/** A row of the coarse grid: differences of base and patch where the patch fades out, weighted, and their weights. */
function gatherRow(
  sums: Float32Array,
  at: number,
  columns: number,
  pixels: Float32Array,
  alpha: Float32Array,
  row: number,
  width: number,
  under: Float32Array,
  underRow: number,
): void {
  for (let x = 0, s = at; x < columns; x++, s += 4) {
    const column = Math.min(width - 1, x * COARSE + 2);
    const a = alpha[row + column]!;
    if (!(a > 0.02 && a < 1)) continue;
    const weight = (1 - a) * Math.min(1, a * 8);
    const p = 3 * (row + column);
    const b = 3 * (underRow + column);
    for (let k = 0; k < 3; k++) sums[s + k] = weight * Math.max(-MOST, Math.min(MOST, under[b + k]! - pixels[p + k]!));
    sums[s + 3] = weight;
  }
}

function mixRows(out: Float32Array, values: Float32Array, above: number, below: number, share: number): void {
  for (let i = 0; i < out.length; i++) out[i] = values[above + i]! + share * (values[below + i]! - values[above + i]!);
}

/** Adds to a row of pixels what the coarse `line` (sums of differences, and their weight) says there. */
function shiftRow(pixels: Float32Array, alpha: Float32Array, row: number, width: number, line: Float32Array): void {
  const most = line.length / 4 - 1.001;
  for (let x = 0; x < width; x++) {
    if (alpha[row + x]! <= 0) continue;
    const gx = Math.min(most, Math.max(0, (x - 2) / COARSE));
    const s = 4 * (gx | 0);
    const fx = gx - (gx | 0);
    const weight = line[s + 3]! + fx * (line[s + 7]! - line[s + 3]!);
    if (weight <= 1e-4) continue;
    const scale = 1 / weight;
    const p = 3 * (row + x);
    pixels[p]! += scale * (line[s]! + fx * (line[s + 4]! - line[s]!));
    pixels[p + 1]! += scale * (line[s + 1]! + fx * (line[s + 5]! - line[s + 1]!));
    pixels[p + 2]! += scale * (line[s + 2]! + fx * (line[s + 6]! - line[s + 2]!));
  }
}
