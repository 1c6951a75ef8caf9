import type { Landmarks } from '../face/mesh.js';
import type { I420 } from '../media/i420.js';

/**
 * How sharp a head is, in each direction: the energy of luma's steps between neighbours relative to its variance, as it is
 * (first value) and as it would be after a blur over each of {@link BLURS} samples.
 */
export interface HeadSharpness {
  readonly across: readonly number[];
  readonly down: readonly number[];
}

/** Lengths of the blurs, in samples: each twice the one before. */
export const BLURS = [1, 2, 4, 8, 16];

/** Pixels between samples on a face whose eyes lie `unit` pixels apart. */
export const sampleStep = (unit: number): number => Math.max(1, Math.round(unit / 100));

/** Half the size of the part that is looked at, and how far its middle lies below the eyes, in units of the eye distance. */
const HALF_WIDTH = 0.475;
const HALF_HEIGHT = 0.5;
const BELOW = 0.1;

/** Half the size of what is left out around each eye: lids move by themselves. */
const EYE_HALF_WIDTH = 0.21;
const EYE_HALF_HEIGHT = 0.13;
const EYES = [
  [33, 133],
  [263, 362],
] as const;

/**
 * How sharp brows and nose are: less where the head is blurred by its motion or out of focus, whatever the mouth and the
 * eyes do. A blur over n samples leaves of the steps between neighbours a n-th of the differences n samples apart, so
 * that no picture needs to be blurred.
 */
export function headSharpness({ data, width, height }: I420, landmarks: Landmarks): HeadSharpness {
  const between = (a: number, b: number, k: 0 | 1): number => (landmarks[3 * a + k]! + landmarks[3 * b + k]!) / 2;
  const unit = Math.hypot(landmarks[3 * 33]! - landmarks[3 * 263]!, landmarks[3 * 33 + 1]! - landmarks[3 * 263 + 1]!);
  const step = sampleStep(unit);
  const margin = step * BLURS.at(-1)!;
  const clamp = (value: number, limit: number): number => Math.max(0, Math.min(limit - margin, Math.round(value)));
  const [x, y] = [between(33, 263, 0), between(33, 263, 1) + BELOW * unit];
  const [x0, x1] = [clamp(x - HALF_WIDTH * unit, width), clamp(x + HALF_WIDTH * unit, width)];
  const [y0, y1] = [clamp(y - HALF_HEIGHT * unit, height), clamp(y + HALF_HEIGHT * unit, height)];
  const eyes = EYES.map(([a, b]) => [between(a, b, 0), between(a, b, 1)] as const).sort((a, b) => a[0] - b[0]);
  const sums = new Float64Array(2 + 2 * BLURS.length);
  let count = 0;
  for (let py = y0; py < y1; py += step)
    for (const part of besideEyes(py, eyes, unit, x0, x1)) {
      const first = x0 + step * Math.ceil((part[0] - x0) / step);
      count += addRow(sums, data, py * width + first, py * width + Math.min(x1, part[1]), step, width);
    }
  const [sum, squares] = [sums[0]!, sums[1]!];
  const across = BLURS.map((length, k) => sums[2 + 2 * k]! / length ** 2);
  const down = BLURS.map((length, k) => sums[3 + 2 * k]! / length ** 2);
  const variance = Math.max(1, squares - (sum * sum) / Math.max(1, count));
  return { across: across.map((energy) => energy / variance), down: down.map((energy) => energy / variance) };
}

/** The parts of a row from `x0` to `x1` (exclusive) that lie in none of the eyes, which come from left to right. */
function besideEyes(
  py: number,
  eyes: readonly (readonly [number, number])[],
  unit: number,
  x0: number,
  x1: number,
): [number, number][] {
  const parts: [number, number][] = [];
  let from = x0;
  for (const eye of eyes) {
    if (!(Math.abs(py - eye[1]) < EYE_HALF_HEIGHT * unit)) continue;
    const left = eye[0] - EYE_HALF_WIDTH * unit;
    const right = eye[0] + EYE_HALF_WIDTH * unit;
    if (left >= from) parts.push([from, Math.min(x1, Math.floor(left) + 1)]);
    from = Math.max(from, Math.ceil(right));
  }
  if (from < x1) parts.push([from, x1]);
  return parts;
}

/** Adds up luma from `p` to `end`, its square, and the squares of its steps over each of {@link BLURS}; how many it saw. */
function addRow(sums: Float64Array, data: Uint8Array, p: number, end: number, step: number, width: number): number {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let at = p; at < end; at += step, count++) {
    const here = data[at]!;
    sum += here;
    squares += here * here;
  }
  sums[0]! += sum;
  sums[1]! += squares;
  for (let k = 2, lag = step; k < sums.length; k += 2, lag *= 2) {
    let across = 0;
    let down = 0;
    for (let at = p, right = p + lag, below = p + lag * width; at < end; at += step, right += step, below += step) {
      const here = data[at]!;
      const dx = data[right]! - here;
      const dy = data[below]! - here;
      across += dx * dx;
      down += dy * dy;
    }
    sums[k]! += across;
    sums[k + 1]! += down;
  }
  return count;
}
