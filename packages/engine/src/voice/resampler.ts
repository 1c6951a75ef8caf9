/** Half the length of the interpolation kernel, in periods of the lower of the two rates. */
const HALF_PERIODS = 12;
/** Kernel positions tabled between two input samples. */
const PHASES = 256;
/** Share of the Nyquist band that is kept; the rest is the filter's slope. */
const PASS_BAND = 0.92;
/** Input samples handled at a time, so that a long array costs no second copy. */
const BLOCK = 1 << 16;

/**
 * Changes the sample rate of a stream of mono samples with a windowed-sinc kernel (Hann window). Chunk borders leave no trace:
 * the output depends on the samples alone. Samples that are not finite count as 0.
 */
export class Resampler {
  readonly #step: number;
  readonly #reach: number;
  readonly #kernels: Float32Array | null;
  #held = new Float32Array(0);
  /** Index of the first held sample in the whole input. */
  #heldFrom = 0;
  #received = 0;
  #produced = 0;

  /**
   * @param from input samples a second, > 0.
   * @param to output samples a second, > 0.
   * @param emit called with each block of output; the array is the receiver's to keep.
   */
  constructor(
    from: number,
    to: number,
    private readonly emit: (samples: Float32Array) => void,
  ) {
    this.#step = from / to;
    const cutoff = Math.min(1, to / from) * PASS_BAND;
    this.#reach = Math.ceil(HALF_PERIODS * Math.max(1, from / to));
    this.#kernels = from === to ? null : kernelTable(cutoff, this.#reach);
  }

  /** Takes the next samples. */
  push(samples: Float32Array): void {
    for (let at = 0; at < samples.length; at += BLOCK) this.#take(samples.subarray(at, at + BLOCK));
  }

  /** Says that the input is over, and emits what is left: ⌊n · to / from⌋ samples in all. */
  finish(): void {
    const total = Math.floor(this.#received / this.#step + 1e-9);
    if (this.#kernels) this.#take(new Float32Array(this.#reach + 1), total);
  }

  #take(samples: Float32Array, limit = Number.POSITIVE_INFINITY): void {
    const clean = samples.slice();
    for (let i = 0; i < clean.length; i++) if (!Number.isFinite(clean[i]!)) clean[i] = 0;
    this.#received += clean.length;
    if (!this.#kernels) {
      this.emit(clean);
      return;
    }
    const reach = this.#reach;
    const joined = new Float32Array(this.#held.length + clean.length);
    joined.set(this.#held);
    joined.set(clean, this.#held.length);
    const end = this.#heldFrom + joined.length;
    const ready = Math.min(limit, Math.max(this.#produced, Math.ceil((end - reach - 1) / this.#step)));
    const out = new Float32Array(ready - this.#produced);
    const taps = 2 * reach;
    for (let n = 0; n < out.length; n++) {
      const position = (this.#produced + n) * this.#step;
      let left = Math.floor(position);
      let phase = Math.round((position - left) * PHASES);
      if (phase === PHASES) {
        phase = 0;
        left++;
      }
      const first = left - reach + 1 - this.#heldFrom;
      const kernel = phase * taps;
      let sum = 0;
      for (let k = Math.max(0, -first); k < taps && first + k < joined.length; k++)
        sum += this.#kernels[kernel + k]! * joined[first + k]!;
      out[n] = sum;
    }
    this.#produced = ready;
    const keepFrom = Math.max(this.#heldFrom, Math.floor(ready * this.#step) - reach - 1);
    this.#held = joined.slice(keepFrom - this.#heldFrom);
    this.#heldFrom = keepFrom;
    if (out.length) this.emit(out);
  }
}

function kernelTable(cutoff: number, reach: number): Float32Array {
  const taps = 2 * reach;
  const table = new Float32Array(PHASES * taps);
  for (let phase = 0; phase < PHASES; phase++) {
    let total = 0;
    for (let k = 0; k < taps; k++) {
      const distance = k - reach + 1 - phase / PHASES;
      const x = Math.PI * distance * cutoff;
      const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / (reach + 1));
      const value = (Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x) * window;
      table[phase * taps + k] = value;
      total += value;
    }
    for (let k = 0; k < taps; k++) table[phase * taps + k]! /= total;
  }
  return table;
}
