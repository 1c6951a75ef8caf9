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
  const rgb = shrink(picture, x0, y0, width, height, factor);
  const cos = Math.cos(region.rotation) * step;
  const sin = Math.sin(region.rotation) * step;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const u = x + 0.5 - side / 2;
      const v = y + 0.5 - side / 2;
      const sx = (region.cx + u * cos - v * sin - x0) / factor - 0.5;
      const sy = (region.cy + u * sin + v * cos - y0) / factor - 0.5;
      const ix = Math.floor(sx);
      const iy = Math.floor(sy);
      if (ix < 0 || iy < 0 || ix >= width - 1 || iy >= height - 1) continue;
      const ax = sx - ix;
      const ay = sy - iy;
      const p = (iy * width + ix) * 3;
      const q = p + width * 3;
      const o = (y * side + x) * 3;
      const w00 = (1 - ax) * (1 - ay) * scale;
      const w10 = ax * (1 - ay) * scale;
      const w01 = (1 - ax) * ay * scale;
      const w11 = ax * ay * scale;
      out[o] = rgb[p]! * w00 + rgb[p + 3]! * w10 + rgb[q]! * w01 + rgb[q + 3]! * w11 + offset;
      out[o + 1] = rgb[p + 1]! * w00 + rgb[p + 4]! * w10 + rgb[q + 1]! * w01 + rgb[q + 4]! * w11 + offset;
      out[o + 2] = rgb[p + 2]! * w00 + rgb[p + 5]! * w10 + rgb[q + 2]! * w01 + rgb[q + 5]! * w11 + offset;
    }
  }
  return out;
}

/** Averages blocks of `factor`² pixels, as RGB floats (BT.709, limited range). */
function shrink(picture: I420, x0: number, y0: number, width: number, height: number, factor: number): Float32Array {
  const { data, width: stride } = picture;
  const chromaStride = half(stride);
  const u0 = stride * picture.height;
  const v0 = u0 + chromaStride * half(picture.height);
  const out = new Float32Array(width * height * 3);
  const area = factor * factor;
  for (let y = 0; y < height; y++) {
    const top = y0 + y * factor;
    for (let x = 0; x < width; x++) {
      const left = x0 + x * factor;
      let sum = 0;
      for (let j = top; j < top + factor; j++) for (let i = left; i < left + factor; i++) sum += data[j * stride + i]!;
      const c = ((top + (factor >> 1)) >> 1) * chromaStride + ((left + (factor >> 1)) >> 1);
      const luma = 1.16438 * (sum / area - 16);
      const u = data[u0 + c]! - 128;
      const v = data[v0 + c]! - 128;
      const o = (y * width + x) * 3;
      out[o] = clamp(luma + 1.79274 * v);
      out[o + 1] = clamp(luma - 0.21325 * u - 0.53291 * v);
      out[o + 2] = clamp(luma + 2.1124 * u);
    }
  }
  return out;
}

const clamp = (value: number): number => (value < 0 ? 0 : Math.min(value, 255));
