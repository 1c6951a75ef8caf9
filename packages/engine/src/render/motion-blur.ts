import { BLURS } from '../analysis/head-sharpness.js';
import { scratch } from '../workers/scratch.js';
import type { Raster } from './raster.js';

/** Sharpness relative to the lender's that still counts as the same, as codecs make it waver; and from which it counts in full. */
const LIKE = 0.8;
const BLURRED = 0.5;

/**
 * The length of the blur, in samples, that makes a head as little sharp as another one; 1 = none is needed.
 *
 * @param lender the head's sharpness in one direction, see {@link HeadSharpness}.
 * @param shown the other's.
 */
export function blurBetween(lender: readonly number[], shown: readonly number[]): number {
  const found = shown[0]! / lender[0]!;
  if (!(found > 0 && found < LIKE)) return 1;
  const wanted = lender[0]! * (found < BLURRED ? found : 1 - ((1 - BLURRED) * (LIKE - found)) / (LIKE - BLURRED));
  for (let k = 1; k < BLURS.length; k++) {
    if (lender[k]! > wanted) continue;
    const [before, after] = [Math.log(lender[k - 1]!), Math.log(lender[k]!)];
    const share = (before - Math.log(wanted)) / Math.max(1e-6, before - after);
    return BLURS[k - 1]! * (BLURS[k]! / BLURS[k - 1]!) ** share;
  }
  return BLURS.at(-1)!;
}

/**
 * Blurs along one direction, with a Gaussian as wide as a box of `length` pixels, what lies within a mask.
 *
 * @param step pixels from one to the next in the raster: 1 = across, its width = down.
 */
export function blurAlong({ data }: Raster, mask: ArrayLike<number>, step: number, length: number): void {
  const variance = (length * length - 1) / 12;
  if (variance < 0.05) return;
  const radius = Math.ceil(2.5 * Math.sqrt(variance));
  const kernel = Float32Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * variance)),
  );
  const margin = radius * step;
  const inside = scratch('weight', mask.length + 2 * margin).fill(0);
  const from = scratch('weighted', 3 * inside.length).fill(0);
  for (let p = 0, q = margin; p < mask.length; p++, q++) {
    if (!(mask[p]! > 0)) continue;
    inside[q] = 1;
    from[3 * q] = data[3 * p]!;
    from[3 * q + 1] = data[3 * p + 1]!;
    from[3 * q + 2] = data[3 * p + 2]!;
  }
  for (let p = 0; p < mask.length; p++) if (mask[p]! > 0) weigh(data, p, from, inside, p, step, kernel);
}

/** Sets one pixel to the weighted mean of pixels `step` apart, beginning at `first`; those outside are black and 0 `inside`. */
function weigh(
  data: Float32Array,
  p: number,
  from: Float32Array,
  inside: Float32Array,
  first: number,
  step: number,
  kernel: Float32Array,
): void {
  let sum = 0;
  let y = 0;
  let u = 0;
  let v = 0;
  for (let i = 0, q = first; i < kernel.length; i++, q += step) {
    const weight = kernel[i]!;
    sum += weight * inside[q]!;
    y += weight * from[3 * q]!;
    u += weight * from[3 * q + 1]!;
    v += weight * from[3 * q + 2]!;
  }
  data[3 * p] = y / sum;
  data[3 * p + 1] = u / sum;
  data[3 * p + 2] = v / sum;
}
