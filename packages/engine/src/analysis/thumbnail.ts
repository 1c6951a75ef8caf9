import type { I420 } from '../media/i420.js';

const WIDTH = 32;
const HEIGHT = 18;

/** A tiny luma picture that tells shots apart. */
export function thumbnail({ width, height, data }: I420): Float32Array {
  const out = new Float32Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      let sum = 0;
      for (let j = 0; j < 4; j++)
        for (let i = 0; i < 4; i++) {
          const row = Math.floor(((y + (j + 0.5) / 4) * height) / HEIGHT);
          sum += data[row * width + Math.floor(((x + (i + 0.5) / 4) * width) / WIDTH)]!;
        }
      out[y * WIDTH + x] = sum / 16;
    }
  }
  return out;
}

/** Difference of two thumbnails relative to their contrast above which a new shot begins. */
const CUT = 0.4;

/** Whether a new shot begins between two consecutive frames. */
export function isCut(before: Float32Array, after: Float32Array): boolean {
  const mean = (a: Float32Array): number => a.reduce((sum, value) => sum + value, 0) / a.length;
  const [ma, mb] = [mean(before), mean(after)];
  let [difference, spread] = [0, 0];
  for (let i = 0; i < before.length; i++) {
    difference += Math.abs(before[i]! - after[i]!);
    spread += (Math.abs(before[i]! - ma) + Math.abs(after[i]! - mb)) / 2;
  }
  return difference / (spread + 8 * before.length) > CUT;
}
