import type { Landmarks } from './mesh.js';

/** What a mouth does, in canonical units (distance of the outer eye corners = 1). */
export interface MouthShape {
  /** Gap between the lips: the mean over the middle and a point on either side of it. */
  readonly opening: number;
  /** Distance of the mouth's corners. */
  readonly width: number;
}

/** Facing points of upper and lower inner lip. */
const GAPS = [
  [82, 87],
  [13, 14],
  [312, 317],
] as const;

/** Measures a mouth whose points are in the head's own space. */
export function mouthShape(points: Landmarks): MouthShape {
  const gap =
    GAPS.reduce((sum, [upper, lower]) => sum + points[3 * lower + 1]! - points[3 * upper + 1]!, 0) / GAPS.length;
  const width = Math.hypot(points[3 * 61]! - points[3 * 291]!, points[3 * 61 + 1]! - points[3 * 291 + 1]!);
  return { opening: Math.max(0, gap), width };
}
