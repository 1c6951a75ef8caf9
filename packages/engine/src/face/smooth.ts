import type { Landmarks } from './mesh.js';

/** Smooths each coordinate over time with a symmetric kernel; the ends repeat. */
export function smoothOverTime(frames: readonly Landmarks[], kernel: readonly number[]): Landmarks[] {
  const reach = (kernel.length - 1) / 2;
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  return frames.map((frame, t) => {
    const out = new Float32Array(frame.length);
    kernel.forEach((weight, k) => {
      const other = frames[Math.max(0, Math.min(frames.length - 1, t + k - reach))]!;
      for (let i = 0; i < out.length; i++) out[i]! += (weight / sum) * other[i]!;
    });
    return out;
  });
}

/** Takes the trembling out of landmarks. */
export const STEADY = [0.15, 0.7, 0.15];
