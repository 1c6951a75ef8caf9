import { type Articulation, articulate } from './articulate.js';
import { LogMelStream } from './log-mel.js';
import { STEP_RATE } from './network.js';
import type { Matrix } from './ridge.js';

/** What is known about a voice: the general model's reading of it, and the features a speaker's own mapping starts from. */
export interface VoiceFeatures {
  articulation: Articulation;
  /**
   * One row a moment, `rate` a second from `1 / rate` s on, each the mean over 40 ms around it; a row's squares sum up to
   * about 1.
   */
  moments: Matrix;
  rate: number;
  seconds: number;
}

/** Deviations from a column's mean that count in full; more is cut, so that one odd sound cannot rule. */
const LIMIT = 4;

/**
 * Blocks of the network that a speaker's mapping sees, beside the network's result and the classes of sounds: the first one
 * holds what is heard, the others what it means. (The last blocks know the training voices too well.)
 */
const BLOCKS = 1;

/** Analyses a mono voice of any rate and length. */
export function voiceFeatures(pcm: Float32Array, sampleRate: number): VoiceFeatures {
  const stream = new LogMelStream(sampleRate);
  stream.push(pcm);
  const { articulation, layers, steps } = articulate(stream.finish(), BLOCKS);
  const rows = Math.max(0, steps - 1);
  const widths = layers.map((layer) => (steps ? layer.length / steps : 0));
  const columns = widths.reduce((sum, width) => sum + width, 0);
  const values = new Float32Array(rows * columns);
  let at = 0;
  for (const [k, layer] of layers.entries()) {
    place(layer, widths[k]!, { rows, columns, values }, at, 1 / Math.sqrt(layers.length * widths[k]!));
    at += widths[k]!;
  }
  return { articulation, moments: { rows, columns, values }, rate: STEP_RATE, seconds: pcm.length / sampleRate };
}

/**
 * Writes a layer into some columns: each row the mean of a step and the next (40 ms), each column standardised by
 * (x − μ) / (σ + .1 · mean σ), cut at ±{@link LIMIT} and times `weight`.
 */
function place(layer: Float32Array, width: number, into: Matrix, at: number, weight: number): void {
  const { rows, columns, values } = into;
  const mean = new Float64Array(width);
  const square = new Float64Array(width);
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < width; k++) {
      const x = (layer[row * width + k]! + layer[(row + 1) * width + k]!) / 2;
      values[row * columns + at + k] = x;
      mean[k]! += x / rows;
      square[k]! += (x * x) / rows;
    }
  const deviation = square.map((s, k) => Math.sqrt(Math.max(0, s - mean[k]! ** 2)));
  const typical = deviation.reduce((sum, d) => sum + d, 0) / width;
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < width; k++) {
      const i = row * columns + at + k;
      const x = (values[i]! - mean[k]!) / (deviation[k]! + 0.1 * typical + 1e-6);
      values[i] = Math.min(LIMIT, Math.max(-LIMIT, x)) * weight;
    }
}

/** Seconds between the looks around each moment. */
const CONTEXT_STEP = 0.04;

/**
 * One row a moment: the features then and `context` steps of 40 ms before and after, interpolated; the squares of a row sum
 * up to about 1 whatever the context, so that one λ fits all.
 *
 * @param times seconds; before and after the voice its ends are held.
 */
export function featureRows({ moments, rate }: VoiceFeatures, times: ArrayLike<number>, context: number): Matrix {
  const width = moments.columns;
  const columns = width * (2 * context + 1);
  const values = new Float32Array(times.length * columns);
  if (moments.rows === 0) return { rows: times.length, columns, values };
  const scale = 1 / Math.sqrt(2 * context + 1);
  const last = moments.rows - 1;
  for (let row = 0; row < times.length; row++)
    for (let step = -context; step <= context; step++) {
      const position = Math.min(last, Math.max(0, (times[row]! + step * CONTEXT_STEP) * rate - 1));
      const left = Math.floor(position) * width;
      const right = Math.min(last * width, left + width);
      const share = position - Math.floor(position);
      const at = row * columns + (step + context) * width;
      for (let k = 0; k < width; k++)
        values[at + k] = ((1 - share) * moments.values[left + k]! + share * moments.values[right + k]!) * scale;
    }
  return { rows: times.length, columns, values };
}
