import { half, type I420 } from '../media/i420.js';

/** A square of a picture: centre and side in pixels, turned by `rotation` radians (clockwise on screen). */
export interface Region {
  readonly cx: number;
  readonly cy: number;
  readonly size: number;
  readonly rotation: number;
}

/**
 * The square as `side` × `side` RGB floats, `value · scale + offset`; black outside of the picture. Large squares are
 * first averaged down by a whole number, then sampled bilinearly.
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
  const out = new Float32Array(side * side * 3).fill(offset);
  const width = Math.floor((x1 - x0) / factor);
  const height = Math.floor((y1 - y0) / factor);
  if (width < 2 || height < 2) return out;
  const { luma, u: us, v: vs } = shrink(picture, x0, y0, width, height, factor);
  const cos = Math.cos(region.rotation) * step;
  const sin = Math.sin(region.rotation) * step;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const along = x + 0.5 - side / 2;
      const down = y + 0.5 - side / 2;
      const sx = (region.cx + along * cos - down * sin - x0) / factor - 0.5;
      const sy = (region.cy + along * sin + down * cos - y0) / factor - 0.5;
      const ix = Math.floor(sx);
      const iy = Math.floor(sy);
      if (ix < 0 || iy < 0 || ix >= width - 1 || iy >= height - 1) continue;
      const ax = sx - ix;
      const ay = sy - iy;
      const p = iy * width + ix;
      const q = p + width;
      const w11 = ax * ay;
      const w10 = ax - w11;
      const w01 = ay - w11;
      const w00 = 1 - ax - w01;
      const grey = 1.16438 * (luma[p]! * w00 + luma[p + 1]! * w10 + luma[q]! * w01 + luma[q + 1]! * w11 - 16);
      const u = us[p]! * w00 + us[p + 1]! * w10 + us[q]! * w01 + us[q + 1]! * w11 - 128;
      const v = vs[p]! * w00 + vs[p + 1]! * w10 + vs[q]! * w01 + vs[q + 1]! * w11 - 128;
      const o = (y * side + x) * 3;
      out[o] = clamp(grey + 1.79274 * v) * scale + offset;
      out[o + 1] = clamp(grey - 0.21325 * u - 0.53291 * v) * scale + offset;
      out[o + 2] = clamp(grey + 2.1124 * u) * scale + offset;
    }
  }
  return out;
}

/** Averages the luma of blocks of `factor`² pixels; chroma is that of their middle. */
function shrink(
  { data, width: stride, height: rows }: I420,
  x0: number,
  y0: number,
  width: number,
  height: number,
  factor: number,
): { luma: Float32Array; u: Uint8Array; v: Uint8Array } {
  const chromaStride = half(stride);
  const u0 = stride * rows;
  const v0 = u0 + chromaStride * half(rows);
  const luma = new Float32Array(width * height);
  const u = new Uint8Array(width * height);
  const v = new Uint8Array(width * height);
  const share = 1 / (factor * factor);
  const middle = factor >> 1;
  for (let y = 0, o = 0; y < height; y++) {
    const top = y0 + y * factor;
    const chroma = ((top + middle) >> 1) * chromaStride;
    for (let j = top; j < top + factor; j++) {
      let from = j * stride + x0;
      for (let i = o; i < o + width; i++) {
        let sum = 0;
        for (let end = from + factor; from < end; from++) sum += data[from]!;
        luma[i]! += sum * share;
      }
    }
    for (let left = x0 + middle, end = o + width; o < end; o++, left += factor) {
      u[o] = data[u0 + chroma + (left >> 1)]!;
      v[o] = data[v0 + chroma + (left >> 1)]!;
    }
  }
  return { luma, u, v };
}

const clamp = (value: number): number => Math.max(0, Math.min(255, value));
