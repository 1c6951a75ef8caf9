import { type Box, boxAround, type Cut } from '../media/region.js';
import type { Triangle } from './triangles.js';
import type { Points } from './warp.js';

/** Pixels by which an extent is larger than its triangles, for what is sampled or softened beyond them. */
const MARGIN = 8;

/** Where triangles lie with their points here or there: a box in the picture, within a cut of it. */
export function extentOf(triangles: readonly Triangle[], places: readonly Points[], { x, y, picture }: Cut): Box {
  const used = new Set<number>();
  for (const triangle of triangles) for (const i of triangle) used.add(i);
  const corners: [number, number][] = [];
  for (const points of places) for (const i of used) corners.push([points[2 * i]! - x, points[2 * i + 1]! - y]);
  const { x0, y0, x1, y1 } = boxAround(corners, MARGIN, picture.width, picture.height);
  return { x0: x0 + x, y0: y0 + y, x1: x1 + x, y1: y1 + y };
}
