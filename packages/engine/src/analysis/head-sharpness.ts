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

/** Lengths of the blurs, in samples. */
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
  const eyes = EYES.map(([a, b]) => [between(a, b, 0), between(a, b, 1)] as const);
  const inEye = (px: number, py: number): boolean =>
    eyes.some(([ex, ey]) => Math.abs(px - ex) < EYE_HALF_WIDTH * unit && Math.abs(py - ey) < EYE_HALF_HEIGHT * unit);
  const across = BLURS.map(() => 0);
  const down = BLURS.map(() => 0);
  let [count, sum, squares] = [0, 0, 0];
  for (let py = y0; py < y1; py += step)
    for (let px = x0; px < x1; px += step) {
      if (inEye(px, py)) continue;
      const p = py * width + px;
      const here = data[p]!;
      count++;
      sum += here;
      squares += here * here;
      for (let k = 0; k < BLURS.length; k++) {
        const lag = BLURS[k]! * step;
        across[k]! += ((data[p + lag]! - here) / BLURS[k]!) ** 2;
        down[k]! += ((data[p + lag * width]! - here) / BLURS[k]!) ** 2;
      }
    }
  const variance = Math.max(1, squares - (sum * sum) / Math.max(1, count));
  return { across: across.map((energy) => energy / variance), down: down.map((energy) => energy / variance) };
}
