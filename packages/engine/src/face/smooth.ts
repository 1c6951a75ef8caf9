import type { Landmarks } from './mesh.js';

/** Coordinates smoothed over time with a symmetric kernel, at moment `t` of `count`; the ends repeat. */
export function smoothed(at: (t: number) => Landmarks, count: number, kernel: readonly number[], t: number): Landmarks {
  const reach = (kernel.length - 1) / 2;
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  const around = kernel.map((_, k) => at(Math.max(0, Math.min(count - 1, t + k - reach))));
  const out = new Float32Array(around[0]!.length);
  around.forEach((points, k) => {
    addScaled(out, points, kernel[k]! / sum);
  });
  return out;
}

function addScaled(out: Float32Array, points: Float32Array, weight: number): void {
  for (let i = 0; i < out.length; i++) out[i]! += weight * points[i]!;
}

/** Takes the trembling out of landmarks. */
export const STEADY = [0.15, 0.7, 0.15];
