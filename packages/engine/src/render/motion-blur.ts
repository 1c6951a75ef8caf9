import { BLURS } from '../analysis/head-sharpness.js';
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
  const kernel = Array.from({ length: radius + 1 }, (_, i) => Math.exp((-i * i) / (2 * variance)));
  const from = data.slice();
  for (let p = 0; p < mask.length; p++) {
    if (!(mask[p]! > 0)) continue;
    let [sum, y, u, v] = [0, 0, 0, 0];
    for (let i = -radius; i <= radius; i++) {
      const q = p + i * step;
      if (!(mask[q]! > 0)) continue;
      const weight = kernel[i < 0 ? -i : i]!;
      sum += weight;
      y += weight * from[3 * q]!;
      u += weight * from[3 * q + 1]!;
      v += weight * from[3 * q + 2]!;
    }
    data[3 * p] = y / sum;
    data[3 * p + 1] = u / sum;
    data[3 * p + 2] = v / sum;
  }
}
