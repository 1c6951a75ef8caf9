import { half, type I420, i420Size } from './i420.js';

/** Interleaved 8-bit RGB. */
export interface Rgb {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

const clamp = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value + 0.5) | 0;

/** BT.709, limited range (ITU-R BT.709-6 §3), chroma averaged over each 2×2 block. */
export function rgbToI420({ width, height, data }: Rgb): I420 {
  const out = new Uint8Array(i420Size(width, height));
  const chromaWidth = half(width);
  const chromaHeight = half(height);
  const u0 = width * height;
  const v0 = u0 + chromaWidth * chromaHeight;
  for (let p = 0; p < u0; p++) {
    const i = p * 3;
    out[p] = clamp(16 + 0.18259 * data[i]! + 0.61423 * data[i + 1]! + 0.06201 * data[i + 2]!);
  }
  for (let y = 0; y < chromaHeight; y++) {
    for (let x = 0; x < chromaWidth; x++) {
      let r = 0;
      let g = 0;
      let b = 0;
      for (let dy = 0; dy < 2; dy++) {
        for (let dx = 0; dx < 2; dx++) {
          const i = (Math.min(height - 1, 2 * y + dy) * width + Math.min(width - 1, 2 * x + dx)) * 3;
          r += data[i]! / 4;
          g += data[i + 1]! / 4;
          b += data[i + 2]! / 4;
        }
      }
      const c = y * chromaWidth + x;
      out[u0 + c] = clamp(128 - 0.10064 * r - 0.33857 * g + 0.43922 * b);
      out[v0 + c] = clamp(128 + 0.43922 * r - 0.39894 * g - 0.04027 * b);
    }
  }
  return { width, height, data: out };
}

/** The inverse of {@link rgbToI420}, chroma repeated; for contact sheets and the landmark models. */
export function i420ToRgb({ width, height, data }: I420): Rgb {
  const out = new Uint8Array(width * height * 3);
  const chromaWidth = half(width);
  const u0 = width * height;
  const v0 = u0 + chromaWidth * half(height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const luma = 1.16438 * (data[y * width + x]! - 16);
      const c = (y >> 1) * chromaWidth + (x >> 1);
      const u = data[u0 + c]! - 128;
      const v = data[v0 + c]! - 128;
      const i = (y * width + x) * 3;
      out[i] = clamp(luma + 1.79274 * v);
      out[i + 1] = clamp(luma - 0.21325 * u - 0.53291 * v);
      out[i + 2] = clamp(luma + 2.1124 * u);
    }
  }
  return { width, height, data: out };
}
