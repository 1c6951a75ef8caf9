/** Blurs interleaved values with a box of 2 · radius + 1, `passes` times; outside counts as 0. */
export function boxBlur(
  values: Float32Array,
  width: number,
  height: number,
  channels: number,
  radius: number,
  passes: number,
): Float32Array {
  const across = new Float32Array(values.length);
  const out = new Float32Array(values.length);
  for (let pass = 0; pass < passes; pass++) {
    blurRows(pass === 0 ? values : out, across, width * channels, channels, radius);
    blurColumns(across, out, width * channels, height, radius);
  }
  return out;
}

/** A sliding mean along each row of `stride` values. */
function blurRows(from: Float32Array, to: Float32Array, stride: number, channels: number, radius: number): void {
  const scale = 1 / (2 * radius + 1);
  const ahead = radius * channels;
  const behind = ahead + channels;
  for (let row = 0; row < from.length; row += stride) {
    const end = row + stride;
    for (let k = 0; k < channels; k++) {
      let sum = 0;
      for (let i = row + k - ahead; i < end; i += channels) {
        if (i + ahead < end) sum += from[i + ahead]!;
        if (i - behind >= row) sum -= from[i - behind]!;
        if (i >= row) to[i] = sum * scale;
      }
    }
  }
}

/** A sliding mean along all columns at once, a row at a time, as rows are what lies together in memory. */
function blurColumns(from: Float32Array, to: Float32Array, stride: number, height: number, radius: number): void {
  const scale = 1 / (2 * radius + 1);
  const sums = new Float64Array(stride);
  for (let y = -radius; y < height; y++) {
    const ahead = y + radius < height ? (y + radius) * stride : -1;
    const behind = y - radius - 1 >= 0 ? (y - radius - 1) * stride : -1;
    const row = y * stride;
    for (let i = 0; i < stride; i++) {
      if (ahead >= 0) sums[i]! += from[ahead + i]!;
      if (behind >= 0) sums[i]! -= from[behind + i]!;
      if (y >= 0) to[row + i] = sums[i]! * scale;
    }
  }
}
