import { Resampler } from './resampler.js';

/** Samples a second that every voice is brought to. */
export const VOICE_RATE = 16000;
/** Feature frames a second; frame f is centred at (f + ½) / 100 s. */
export const FRAME_RATE = 100;
/** Mel bands between 60 Hz and 7600 Hz. */
export const MEL_BANDS = 40;

const HOP = VOICE_RATE / FRAME_RATE;
const WINDOW = 400;
const SIZE = 512;
/** Power below which a band counts as silent; log10 of it is the feature's floor. */
const FLOOR = 1e-7;
const PRE_EMPHASIS = 0.97;

/** Log-mel energies, row by row: `frames × MEL_BANDS` values of log10 power. */
export interface LogMel {
  frames: number;
  values: Float32Array;
}

/**
 * Log-mel energies of a stream of mono samples of any rate: 25 ms Hamming windows every 10 ms, pre-emphasis .97, 40 triangular
 * bands on the mel scale m = 2595 · log10(1 + f / 700) (O'Shaughnessy 1987). Chunk borders leave no trace.
 */
export class LogMelStream {
  readonly #resampler: Resampler;
  #held = new Float32Array(WINDOW / 2 - HOP / 2 + 1);
  #parts: Float32Array[] = [];
  #frames = 0;
  #samples = 0;

  constructor(sampleRate: number) {
    this.#resampler = new Resampler(sampleRate, VOICE_RATE, (samples) => this.#analyse(samples));
  }

  push(samples: Float32Array): void {
    this.#resampler.push(samples);
  }

  /** The features of everything pushed: ⌊seconds · 100⌋ frames. */
  finish(): LogMel {
    this.#resampler.finish();
    const frames = Math.floor(this.#samples / HOP);
    this.#analyse(new Float32Array(WINDOW), frames);
    const values = new Float32Array(frames * MEL_BANDS);
    let at = 0;
    for (const part of this.#parts) {
      values.set(part, at);
      at += part.length;
    }
    this.#parts = [];
    return { frames, values };
  }

  #analyse(samples: Float32Array, limit = Number.POSITIVE_INFINITY): void {
    this.#samples += samples.length;
    const joined = new Float32Array(this.#held.length + samples.length);
    joined.set(this.#held);
    joined.set(samples, this.#held.length);
    const ready = Math.floor((joined.length - WINDOW - 1) / HOP) + 1;
    const count = Math.max(0, Math.min(ready, limit - this.#frames));
    if (count > 0) this.#parts.push(melFrames(joined, count));
    this.#frames += count;
    this.#held = joined.slice(count * HOP);
  }
}

const hertz = (mel: number) => 700 * (10 ** (mel / 2595) - 1);
const melOf = (hz: number) => 2595 * Math.log10(1 + hz / 700);

const window = Float32Array.from(
  { length: WINDOW },
  (_, i) => 0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (WINDOW - 1)),
);

/** Per band: the first spectral line and the weights from there on. */
const bands = Array.from({ length: MEL_BANDS }, (_, band) => {
  const edge = (k: number) => {
    const low = melOf(60);
    return (hertz(low + ((melOf(7600) - low) * (band + k)) / (MEL_BANDS + 1)) * SIZE) / VOICE_RATE;
  };
  const [left, peak, right] = [edge(0), edge(1), edge(2)];
  const first = Math.max(0, Math.ceil(left));
  const weights: number[] = [];
  for (let k = first; k < right && k <= SIZE / 2; k++)
    weights.push(k < peak ? (k - left) / (peak - left) : (right - k) / (right - peak));
  return weights.some((w) => w > 0) ? { first, weights } : { first: Math.round(peak), weights: [1] };
});

const cosines = Float64Array.from({ length: SIZE / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / SIZE));
const sines = Float64Array.from({ length: SIZE / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / SIZE));
const reversed = Uint16Array.from({ length: SIZE }, (_, i) => {
  let r = 0;
  for (let bit = 1, top = SIZE >> 1; bit < SIZE; bit <<= 1, top >>= 1) if (i & bit) r |= top;
  return r;
});

/** `samples[0]` is the sample before the first window. Two real frames share each complex transform. */
function melFrames(samples: Float32Array, count: number): Float32Array {
  const out = new Float32Array(count * MEL_BANDS);
  const re = new Float64Array(SIZE);
  const im = new Float64Array(SIZE);
  const power = new Float64Array(SIZE / 2 + 1);
  for (let frame = 0; frame < count; frame += 2) {
    const second = frame + 1 < count;
    re.fill(0);
    im.fill(0);
    fillWindow(re, samples, frame * HOP);
    if (second) fillWindow(im, samples, (frame + 1) * HOP);
    transform(re, im);
    for (const part of second ? ([0, 1] as const) : ([0] as const)) {
      for (let k = 0; k <= SIZE / 2; k++) {
        const mirror = (SIZE - k) % SIZE;
        const a = part === 0 ? re[k]! + re[mirror]! : im[k]! + im[mirror]!;
        const b = part === 0 ? im[k]! - im[mirror]! : re[mirror]! - re[k]!;
        power[k] = (a * a + b * b) / 4;
      }
      writeBands(out, (frame + part) * MEL_BANDS, power);
    }
  }
  return out;
}

function fillWindow(into: Float64Array, samples: Float32Array, at: number): void {
  for (let i = 0; i < WINDOW; i++)
    into[reversed[i]!] = (samples[at + i + 1]! - PRE_EMPHASIS * samples[at + i]!) * window[i]!;
}

function writeBands(out: Float32Array, at: number, power: Float64Array): void {
  for (let band = 0; band < MEL_BANDS; band++) {
    const { first, weights } = bands[band]!;
    let sum = 0;
    for (let k = 0; k < weights.length; k++) sum += weights[k]! * power[first + k]!;
    out[at + band] = Math.log10(sum + FLOOR);
  }
}

/** In-place radix-2 fast Fourier transform (Cooley and Tukey 1965) of input in bit-reversed order. */
function transform(re: Float64Array, im: Float64Array): void {
  for (let length = 2; length <= SIZE; length <<= 1) {
    const half = length >> 1;
    const stride = SIZE / length;
    for (let start = 0; start < SIZE; start += length)
      for (let k = 0; k < half; k++) {
        const c = cosines[k * stride]!;
        const s = sines[k * stride]!;
        const a = start + k;
        const b = a + half;
        const x = re[b]! * c - im[b]! * s;
        const y = re[b]! * s + im[b]! * c;
        re[b] = re[a]! - x;
        im[b] = im[a]! - y;
        re[a] = re[a]! + x;
        im[a] = im[a]! + y;
      }
  }
}
