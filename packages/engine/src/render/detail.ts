import type { Box } from '../media/region.js';
import { scratchCopy } from '../workers/scratch.js';
import { laplacian, sharpened } from './laplacian.js';
import { type Raster, replaced } from './raster.js';
import { within } from './window.js';

/** Strongest sharpening: this much of the Laplacian is taken away. */
const MOST = 0.3;

/** Strength of the finest detail: mean absolute Laplacian of luma within a window, or 0 where there is too little of it. */
export function detailIn(raster: Raster<Uint8Array | Float32Array>, window: Box): number {
  const { x0, y0, x1, y1 } = within(raster, window);
  const { data, width } = raster;
  const row = 3 * width;
  let sum = 0;
  for (let y = y0; y < y1; y++)
    for (let p = 3 * (y * width + x0), end = p + 3 * (x1 - x0); p < end; p += 3)
      sum += Math.abs(laplacian(data, p, row));
  const count = Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
  return count > 0 ? sum / count : 0;
}

/**
 * Gives luma back the fine detail that resampling took (in place): takes so much of the Laplacian away that
 * {@link detailIn} of the window becomes `wanted`, where `mask` is not 0 and no rim would be drawn.
 */
export function sharpenTo(raster: Raster, mask: ArrayLike<number>, window: Box, wanted: number): void {
  const found = detailIn(raster, window);
  if (found === 0 || wanted <= found) return;
  const full = allSharpened(raster, mask, MOST);
  const most = detailIn(replaced(raster, full), window);
  const share = Math.min(1, (wanted - found) / Math.max(1e-6, most - found));
  mixLuma(raster.data, full, share);
}

function mixLuma(data: Float32Array, other: Float32Array, share: number): void {
  for (let p = 0; p < data.length; p += 3) data[p]! += share * (other[p]! - data[p]!);
}

function allSharpened({ data, width, height }: Raster, mask: ArrayLike<number>, gain: number): Float32Array {
  const out = scratchCopy('sharp', data);
  for (let y = 1; y + 1 < height; y++) sharpenRow(out, data, mask, y * width + 1, (y + 1) * width - 1, width, gain);
  return out;
}

/** Sharpens luma of the pixels from `from` to `to` (exclusive) that lie in the mask with all their neighbours. */
function sharpenRow(
  out: Float32Array,
  data: Float32Array,
  mask: ArrayLike<number>,
  from: number,
  to: number,
  width: number,
  gain: number,
): void {
  const row = 3 * width;
  for (let q = from; q < to; q++)
    if (mask[q]! > 0 && mask[q - 1]! > 0 && mask[q + 1]! > 0 && mask[q - width]! > 0 && mask[q + width]! > 0)
      out[3 * q] = sharpened(data, 3 * q, row, gain);
}
