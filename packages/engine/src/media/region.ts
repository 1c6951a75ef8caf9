import { half, type I420 } from './i420.js';

/** A rectangle cut out of a picture, at even coordinates, in the picture's own planar form. */
export interface Cut {
  readonly x: number;
  readonly y: number;
  readonly picture: I420;
}

/** A rectangle in pixels; the far edges are exclusive. */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** The box around points (x, y, … in steps of `stride`), grown by `margin` pixels, at even coordinates, within the picture. */
export function boxAround(xs: Iterable<readonly [number, number]>, margin: number, width: number, height: number): Box {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of xs) {
    x0 = Math.min(x0, x);
    y0 = Math.min(y0, y);
    x1 = Math.max(x1, x);
    y1 = Math.max(y1, y);
  }
  const low = (value: number, size: number): number =>
    Math.max(0, Math.min(size - 2, Math.floor((value - margin) / 2) * 2));
  const high = (value: number, size: number): number =>
    Math.max(2, Math.min(size & ~1, Math.ceil((value + margin) / 2) * 2));
  const box = { x0: low(x0, width), y0: low(y0, height), x1: high(x1, width), y1: high(y1, height) };
  return { ...box, x1: Math.max(box.x1, box.x0 + 2), y1: Math.max(box.y1, box.y0 + 2) };
}

/** Copies a box (even coordinates) out of a picture; `shared` puts it where all threads see it. */
export function cutOut(picture: I420, { x0, y0, x1, y1 }: Box, shared = false): Cut {
  const width = x1 - x0;
  const height = y1 - y0;
  const size = width * height + 2 * half(width) * half(height);
  const data = new Uint8Array(shared ? new SharedArrayBuffer(size) : new ArrayBuffer(size));
  let plane = 0;
  let at = 0;
  for (const shift of [0, 1, 1]) {
    const stride = shift ? half(picture.width) : picture.width;
    const rows = shift ? half(picture.height) : picture.height;
    for (let y = y0 >> shift; y < y1 >> shift; y++, at += width >> shift) {
      const row = plane + y * stride;
      data.set(picture.data.subarray(row + (x0 >> shift), row + (x1 >> shift)), at);
    }
    plane += stride * rows;
  }
  return { x: x0, y: y0, picture: { width, height, data } };
}
