import { canonicalFace } from '../face/canonical.js';
import { type Canvas, Mask, type Point } from './canvas.js';

/** Turn, in radians, from which parts of the face hide behind others and its outline is not where its rim is. */
export const TURNED = 0.5;

/** How much of each pixel the side of a face covers that is turned to the viewer; `points` are projected vertices. */
export function silhouette({ width, height }: Canvas, points: Float32Array): Float32Array {
  const { triangles } = canonicalFace();
  const out = new Float32Array(width * height);
  const at = (i: number): Point => [points[3 * i]!, points[3 * i + 1]!];
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [at(triangles[t]!), at(triangles[t + 1]!), at(triangles[t + 2]!)];
    if ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) >= 0) continue;
    const mask = new Mask(width, height, [[a, b, c]]);
    for (let y = mask.y0; y <= mask.y1; y++)
      for (let x = mask.x0; x <= mask.x1; x++) out[y * width + x]! += mask.at(x, y);
  }
  return out;
}

/** Puts back what was there before a face was painted, wherever the face is not. */
export function clipTo(canvas: Canvas, covered: Float32Array, before: Float32Array): void {
  for (let p = 0; p < covered.length; p++) {
    const gone = 1 - Math.min(1, covered[p]!);
    if (gone <= 0) continue;
    for (let k = 3 * p; k < 3 * p + 3; k++) canvas.data[k]! += gone * (before[k]! - canvas.data[k]!);
  }
}
