import { half, type I420 } from '../media/i420.js';
import { scratch } from '../workers/scratch.js';

/** A square of a picture: centre and side in pixels, turned by `rotation` radians (clockwise on screen). */
export interface Region {
  readonly cx: number;
  readonly cy: number;
  readonly size: number;
  readonly rotation: number;
}

/**
 * The square as `side` × `side` RGB floats, `value · scale + offset`; black outside of the picture. Large squares are
 * first averaged down by a whole number, then sampled bilinearly. They are good until the next crop.
 */
export function cropRgb(picture: I420, region: Region, side: number, scale: number, offset: number): Float32Array {
  const step = region.size / side;
  const factor = Math.max(1, Math.round(step * 0.75));
  const reach =
    (region.size / 2) * (Math.abs(Math.cos(region.rotation)) + Math.abs(Math.sin(region.rotation))) + factor;
  const x0 = Math.max(0, Math.floor(region.cx - reach));
  const y0 = Math.max(0, Math.floor(region.cy - reach));
  const x1 = Math.min(picture.width, Math.ceil(region.cx + reach));
  const y1 = Math.min(picture.height, Math.ceil(region.cy + reach));
  const out = scratch('crop', side * side * 3).fill(0);
  const width = Math.floor((x1 - x0) / factor);
  const height = Math.floor((y1 - y0) / factor);
  if (width < 2 || height < 2) return out.fill(offset);
  const small = shrink(picture, x0, y0, width, height, factor);
  const cos = (Math.cos(region.rotation) * step) / factor;
  const sin = (Math.sin(region.rotation) * step) / factor;
  const centre = side / 2 - 0.5;
  for (let y = 0; y < side; y++) {
    const x = (region.cx - x0) / factor - 0.5 - centre * cos - (y - centre) * sin;
    const down = (region.cy - y0) / factor - 0.5 - centre * sin + (y - centre) * cos;
    sampleRow(out, 3 * y * side, side, small, width, height, x, down, cos, sin);
  }
  for (let i = 0; i < out.length; i++) out[i] = out[i]! * scale + offset;
  return out;
}

/** Samples a row of RGB values, 0 to 255, beginning at `fx`, `fy` of an interleaved Y, U, V picture; leaves what is outside. */
function sampleRow(
  out: Float32Array,
  at: number,
  side: number,
  small: Float32Array,
  width: number,
  height: number,
  fx: number,
  fy: number,
  dx: number,
  dy: number,
): void {
  const line = 3 * width;
  for (let i = 0, o = at; i < side; i++, o += 3) {
    const sx = fx + i * dx;
    const sy = fy + i * dy;
    if (!(sx >= 0 && sy >= 0 && sx < width - 1 && sy < height - 1)) continue;
    const ix = sx | 0;
    const iy = sy | 0;
    const ax = sx - ix;
    const ay = sy - iy;
    const p = iy * line + 3 * ix;
    const q = p + line;
    const w11 = ax * ay;
    const w10 = ax - w11;
    const w01 = ay - w11;
    const w00 = 1 - ax - w01;
    const grey = small[p]! * w00 + small[p + 3]! * w10 + small[q]! * w01 + small[q + 3]! * w11;
    const u = small[p + 1]! * w00 + small[p + 4]! * w10 + small[q + 1]! * w01 + small[q + 4]! * w11;
    const v = small[p + 2]! * w00 + small[p + 5]! * w10 + small[q + 2]! * w01 + small[q + 5]! * w11;
    const red = grey + 1.79274 * v;
    const green = grey - 0.21325 * u - 0.53291 * v;
    const blue = grey + 2.1124 * u;
    out[o] = clamp(red);
    out[o + 1] = clamp(green);
    out[o + 2] = clamp(blue);
  }
}

/** Averages the luma of blocks of `factor`² pixels; chroma is that of their middle. Luma from black on, chroma around 0. */
function shrink(
  { data, width: stride, height: rows }: I420,
  x0: number,
  y0: number,
  width: number,
  height: number,
  factor: number,
): Float32Array {
  const chromaStride = half(stride);
  const u0 = stride * rows;
  const v0 = u0 + chromaStride * half(rows);
  const out = scratch('shrunk', 3 * width * height);
  const share = 1.16438 / (factor * factor);
  const middle = factor >> 1;
  const sums = new Int32Array(width);
  for (let y = 0, o = 0; y < height; y++) {
    const top = y0 + y * factor;
    sums.fill(0);
    for (let j = top; j < top + factor; j++) addBlocks(sums, data, j * stride + x0, factor);
    const chroma = ((top + middle) >> 1) * chromaStride;
    for (let x = 0, left = x0 + middle; x < width; x++, left += factor, o += 3) {
      out[o] = sums[x]! * share - 1.16438 * 16;
      out[o + 1] = data[u0 + chroma + (left >> 1)]! - 128;
      out[o + 2] = data[v0 + chroma + (left >> 1)]! - 128;
    }
  }
  return out;
}

/** Adds to each sum the next `factor` values of a row. */
function addBlocks(sums: Int32Array, data: Uint8Array, from: number, factor: number): void {
  for (let x = 0, i = from; x < sums.length; x++) {
    let sum = 0;
    for (const end = i + factor; i < end; i++) sum += data[i]!;
    sums[x]! += sum;
  }
}

const clamp = (value: number): number => (value < 0 ? 0 : Math.min(value, 255));
