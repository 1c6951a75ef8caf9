import type { Box } from '../media/region.js';
import type { Raster } from './raster.js';
import type { Points } from './warp.js';

/** Half the size of the window around a mouth, in half widths of the mouth. */
const WIDTH = 1.15;
const HEIGHT = 0.9;

/** The window around a mouth in which the detail of pictures is compared; `halfWidth` of the mouth in pixels. */
export function mouthWindow(points: Points, halfWidth: number): Box {
  const x = (points[2 * 61]! + points[2 * 291]!) / 2;
  const y = (points[2 * 61 + 1]! + points[2 * 291 + 1]!) / 2;
  const [w, h] = [WIDTH * halfWidth, HEIGHT * halfWidth];
  return { x0: x - w, y0: y - h, x1: x + w, y1: y + h };
}

/** A window of the picture in a raster's own pixels, at least one pixel away from the raster's edges. */
export function within({ x, y, width, height }: Raster<Uint8Array | Float32Array>, window: Box): Box {
  return {
    x0: Math.max(1, Math.round(window.x0) - x),
    y0: Math.max(1, Math.round(window.y0) - y),
    x1: Math.min(width - 1, Math.round(window.x1) - x),
    y1: Math.min(height - 1, Math.round(window.y1) - y),
  };
}
