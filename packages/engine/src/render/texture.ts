import { scratchCopy } from '../workers/scratch.js';
import { laplacian, sharpened } from './laplacian.js';
import { type Raster, STORED } from './raster.js';

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
  const cells: Cells = { wanted: new Float32Array(columns * rows), found: new Float32Array(columns * rows) };
  const [now, was] = [blended.data, original.data];
  const line = 3 * width;
  const offset = (blended.y - patch.y) * patch.width + blended.x - patch.x;
  for (let y = 1; y + 1 < height; y++) {
    const inPatch = blended.y + y > patch.y && blended.y + y + 1 < patch.y + patch.height;
    const from = inPatch ? Math.max(1, patch.x - blended.x + 1) : width;
    const to = inPatch ? Math.min(width - 1, patch.x - blended.x + patch.width - 1) : width;
    const cell = Math.floor(y / CELL) * columns;
    measureOutside(cells, cell, now, was, y * line, 1, Math.min(from, width - 1), line);
    measureInside(cells, cell, now, was, y * line, from, to, line, patch, offset + y * patch.width, alpha, strength);
    measureOutside(cells, cell, now, was, y * line, Math.max(1, to), width - 1, line);
  }
  const { wanted, found } = cells;
  const gains = wanted.map((value, i) => Math.max(0, Math.min(MOST, STRENGTH * (value / Math.max(1, found[i]!) - 1))));
  const before = scratchCopy('before', now);
  const across = new Float32Array(columns + 1);
  for (let y = 1; y + 1 < height; y++) {
    if (!mixRows(across, gains, columns, rows, (y + 0.5) / CELL - 0.5)) continue;
    sharpenRow(now, before, was, y * line, width, across);
  }
}

/** Fine contrast in each cell: as it shall be, and as it is. */
interface Cells {
  readonly wanted: Float32Array;
  readonly found: Float32Array;
}

/** Adds up a row's pixels from `x0` to `x1` (exclusive) that moved, where no patch lies. */
function measureOutside(
  { wanted, found }: Cells,
  cell: number,
  now: Float32Array,
  was: Uint8Array,
  row: number,
  x0: number,
  x1: number,
  line: number,
): void {
  for (let x = x0, p = row + 3 * x0; x < x1; x++, p += 3) {
    if (Math.abs(now[p]! - was[p]!) < STORED) continue;
    const k = cell + ((x / CELL) | 0);
    wanted[k]! += Math.abs(laplacian(was, p, line));
    found[k]! += Math.abs(laplacian(now, p, line));
  }
}

/** The same where the patch lies, whose pixels of the row begin at `start`. */
function measureInside(
  { wanted, found }: Cells,
  cell: number,
  now: Float32Array,
  was: Uint8Array,
  row: number,
  x0: number,
  x1: number,
  line: number,
  patch: Raster,
  start: number,
  alpha: Float32Array,
  strength: number,
): void {
  const fresh = patch.data;
  const patchLine = 3 * patch.width;
  for (let x = x0, p = row + 3 * x0, q = start + x0; x < x1; x++, p += 3, q++) {
    if (Math.abs(now[p]! - was[p]!) < STORED) continue;
    const k = cell + ((x / CELL) | 0);
    const a = alpha[q]! * strength;
    if (a > 0) wanted[k]! += a * Math.abs(laplacian(fresh, 3 * q, patchLine));
    if (a < 1) wanted[k]! += (1 - a) * Math.abs(laplacian(was, p, line));
    found[k]! += Math.abs(laplacian(now, p, line));
  }
}

/** Sharpens the pixels of a row that changed, by the gains `across` the cells that it runs through. */
function sharpenRow(
  now: Float32Array,
  before: Float32Array,
  was: Uint8Array,
  row: number,
  width: number,
  across: Float32Array,
): void {
  const most = across.length - 3;
  for (let x = 1, p = row + 3; x + 1 < width; x++, p += 3) {
    if (Math.abs(before[p]! - was[p]!) < STORED) continue;
    const place = (x + 0.5) / CELL - 0.5;
    const i = Math.max(0, Math.min(most, Math.floor(place)));
    const u = Math.max(0, Math.min(1, place - i));
    const gain = across[i]! * (1 - u) + across[i + 1]! * u;
    if (gain > 0) now[p] = sharpened(before, p, 3 * width, gain);
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
