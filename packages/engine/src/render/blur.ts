/** Blurs interleaved values with a box of 2 · radius + 1, `passes` times; outside counts as 0. */
export function boxBlur(
  values: Float32Array,
  width: number,
  height: number,
  channels: number,
  radius: number,
  passes: number,
): Float32Array {
  let from = values;
  for (let pass = 0; pass < passes; pass++) {
    const across = new Float32Array(values.length);
    const out = new Float32Array(values.length);
    for (let y = 0; y < height; y++) slide(from, across, y * width * channels, channels, width, channels, radius);
    for (let x = 0; x < width; x++) slide(across, out, x * channels, width * channels, height, channels, radius);
    from = out;
  }
  return from;
}

/** A sliding mean along one row or column: `count` places, `step` values apart. */
function slide(
  from: Float32Array,
  to: Float32Array,
  start: number,
  step: number,
  count: number,
  channels: number,
  radius: number,
): void {
  const scale = 1 / (2 * radius + 1);
  for (let k = 0; k < channels; k++) {
    const base = start + k;
    let sum = 0;
    for (let i = -radius; i < count; i++) {
      if (i + radius < count) sum += from[base + (i + radius) * step]!;
      if (i - radius - 1 >= 0) sum -= from[base + (i - radius - 1) * step]!;
      if (i >= 0) to[base + i * step] = sum * scale;
    }
  }
}
