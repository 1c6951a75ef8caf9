/** The value below which the share `q` (0–1) of the finite values lies, linearly interpolated; NaN when there is none. */
export function quantile(values: ArrayLike<number>, q: number): number {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  if (sorted.length === 0) return Number.NaN;
  const position = q * (sorted.length - 1);
  const low = Math.floor(position);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low]! + (position - low) * (sorted[high]! - sorted[low]!);
}

/** Mean and standard deviation of the finite values; both 0 when there is none. */
export function moments(values: ArrayLike<number>): { mean: number; deviation: number } {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    if (!Number.isFinite(x)) continue;
    count++;
    sum += x;
    squares += x * x;
  }
  if (count === 0) return { mean: 0, deviation: 0 };
  const mean = sum / count;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
}

/** Pearson's r over the pairs of which both are finite; 0 when one side does not vary. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let n = 0;
  let [sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0];
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const x = a[i]!;
    const y = b[i]!;
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    n++;
    sa += x;
    sb += y;
    saa += x * x;
    sbb += y * y;
    sab += x * y;
  }
  const va = saa - (sa * sa) / n;
  const vb = sbb - (sb * sb) / n;
  return n > 1 && va > 1e-12 * n && vb > 1e-12 * n ? (sab - (sa * sb) / n) / Math.sqrt(va * vb) : 0;
}

/** Gaussian smoothing with standard deviation `sigma` samples; the ends are held. `sigma` 0 copies. */
export function smooth(track: Float32Array, sigma: number): Float32Array {
  if (sigma <= 0) return track.slice();
  const reach = Math.ceil(3 * sigma);
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-0.5 * ((i - reach) / sigma) ** 2));
  const total = kernel.reduce((sum, k) => sum + k, 0);
  return track.map((_, i) => {
    let sum = 0;
    for (let j = -reach; j <= reach; j++)
      sum += kernel[j + reach]! * track[Math.min(track.length - 1, Math.max(0, i + j))]!;
    return sum / total;
  });
}

/** Stretches of non-zero marks, as half-open index pairs. */
export function runs(marks: ArrayLike<number>): [from: number, to: number][] {
  const found: [number, number][] = [];
  for (let i = 0; i < marks.length; i++) {
    if (!marks[i]) continue;
    const from = i;
    while (i < marks.length && marks[i]) i++;
    found.push([from, i]);
  }
  return found;
}

/** The mean of `track` over each output frame's time, when frames of `from` a second become `frames` frames of `to` a second. */
export function resampleTrack(track: Float32Array, from: number, to: number, frames: number): Float32Array {
  const half = Math.max(0.5, from / to / 2);
  return Float32Array.from({ length: frames }, (_, i) => meanAround(track, ((i + 0.5) * from) / to, half));
}

/** The mean of a step function over [centre − half, centre + half]; the ends are held. */
export function meanAround(track: Float32Array, centre: number, half: number): number {
  if (track.length === 0) return 0;
  const last = track.length - 1;
  const from = centre - half;
  const to = centre + half;
  let sum = 0;
  for (let k = Math.floor(from); k < to; k++)
    sum += (Math.min(k + 1, to) - Math.max(k, from)) * track[Math.min(last, Math.max(0, k))]!;
  return sum / (to - from);
}
