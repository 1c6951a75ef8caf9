import type { Landmarks } from '../face/mesh.js';
import { half, type I420 } from '../media/i420.js';

/** Points of upper lip, lower lip, cheeks beside the mouth, chin and the skin under the nose; and of nose and upper cheeks. */
const PARTS = [
  [0, 37, 267, 11, 12, 302, 72, 39, 269],
  [17, 84, 314, 16, 15, 85, 315, 181, 405],
  [205, 425, 206, 426, 187, 411],
  [199, 175, 200, 171, 396, 18],
  [164, 167, 393],
] as const;
const REFERENCE = [4, 5, 50, 280, 195, 197, 101, 330];

/** Y, U and V of five parts around the mouth, less those of the upper face: 15 values that a hand in front changes. */
export function mouthTone(picture: I420, landmarks: Landmarks): Float32Array {
  const reference = meanColor(picture, landmarks, REFERENCE);
  return Float32Array.from(
    PARTS.flatMap((part) => meanColor(picture, landmarks, part).map((value, k) => value - reference[k]!)),
  );
}

function meanColor(
  { data, width, height }: I420,
  points: Landmarks,
  part: readonly number[],
): [y: number, u: number, v: number] {
  const u0 = width * height;
  const v0 = u0 + half(width) * half(height);
  const sum: [number, number, number] = [0, 0, 0];
  for (const i of part) {
    const x = Math.max(1, Math.min(width - 2, Math.round(points[3 * i]!)));
    const y = Math.max(1, Math.min(height - 2, Math.round(points[3 * i + 1]!)));
    for (let row = y - 1; row <= y + 1; row++)
      for (let column = x - 1; column <= x + 1; column++) sum[0] += data[row * width + column]! / 9;
    const chroma = (y >> 1) * half(width) + (x >> 1);
    sum[1] += data[u0 + chroma]!;
    sum[2] += data[v0 + chroma]!;
  }
  return [sum[0] / part.length, sum[1] / part.length, sum[2] / part.length];
}
