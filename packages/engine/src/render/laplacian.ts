/** Grey levels by which a sharpened pixel may leave the range of its neighbours: more would draw rims along edges. */
const OVERSHOOT = 2;

/** The Laplacian of luma at a pixel: four times its value less its neighbours'; `row` values lie between two rows. */
export function laplacian(data: Uint8Array | Float32Array, p: number, row: number): number {
  return 4 * data[p]! - data[p - 3]! - data[p + 3]! - data[p - row]! - data[p + row]!;
}

/** A pixel's luma with `gain` times its Laplacian added, near the range of its neighbours. */
export function sharpened(data: Float32Array, p: number, row: number, gain: number): number {
  const here = data[p]!;
  const left = data[p - 3]!;
  const right = data[p + 3]!;
  const above = data[p - row]!;
  const below = data[p + row]!;
  const value = here + gain * laplacian(data, p, row);
  const low = Math.min(here, left, right, above, below) - OVERSHOOT;
  const high = Math.max(here, left, right, above, below) + OVERSHOOT;
  return value < low ? low : Math.min(value, high);
}
