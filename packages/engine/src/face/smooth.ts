import type { Landmarks } from './mesh.js';

/** Coordinates smoothed over time with a symmetric kernel, at moment `t` of `count`; the ends repeat. */
export function smoothed(at: (t: number) => Landmarks, count: number, kernel: readonly number[], t: number): Landmarks {
  const reach = (kernel.length - 1) / 2;
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  const out = new Float32Array(at(t).length);
  kernel.forEach((weight, k) => {
    const other = at(Math.max(0, Math.min(count - 1, t + k - reach)));
    for (let i = 0; i < out.length; i++) out[i]! += (weight / sum) * other[i]!;
  });
  return out;
}

/** Takes the trembling out of landmarks. */
export const STEADY = [0.15, 0.7, 0.15];
