import { type Articulation, articulate } from './articulate.js';
import { LogMelStream } from './log-mel.js';
import { STEP_RATE } from './network.js';
import type { Matrix } from './ridge.js';

/** What is known about a voice: the general model's reading of it, and the features a speaker's own mapping starts from. */
export interface VoiceFeatures {
  articulation: Articulation;
  /**
   * One row a moment, `rate` a second from `1 / rate` s on, each the mean over 40 ms around it, every column standardised
   * over the voice.
   */
  moments: Matrix;
  rate: number;
  seconds: number;
}

/** Deviations from a column's mean that count in full; more is cut, so that one odd sound cannot rule. */
const LIMIT = 4;

/** Analyses a mono voice of any rate and length. */
export function voiceFeatures(pcm: Float32Array, sampleRate: number): VoiceFeatures {
  const stream = new LogMelStream(sampleRate);
  stream.push(pcm);
  const articulation = articulate(stream.finish());
  return {
    articulation,
    moments: standardise(overTwoSteps(articulation)),
    rate: STEP_RATE,
    seconds: pcm.length / sampleRate,
  };
}

/** The mean of each step and the next: a window of 40 ms. */
function overTwoSteps({ hidden, hiddenWidth }: Articulation): Matrix {
  const rows = Math.max(0, hidden.length / hiddenWidth - 1);
  const values = new Float32Array(rows * hiddenWidth);
  for (let i = 0; i < values.length; i++) values[i] = (hidden[i]! + hidden[i + hiddenWidth]!) / 2;
  return { rows, columns: hiddenWidth, values };
}

/** (x − μ) / (σ + .1 · mean σ of all columns), cut at ±{@link LIMIT}. */
function standardise(matrix: Matrix): Matrix {
  const { rows, columns, values } = matrix;
  const mean = new Float64Array(columns);
  const square = new Float64Array(columns);
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    mean[i % columns]! += x / rows;
    square[i % columns]! += (x * x) / rows;
  }
  const deviation = square.map((s, k) => Math.sqrt(Math.max(0, s - mean[k]! ** 2)));
  const typical = deviation.reduce((sum, d) => sum + d, 0) / columns;
  const scale = deviation.map((d) => 1 / (d + 0.1 * typical + 1e-6));
  for (let i = 0; i < values.length; i++) {
    const k = i % columns;
    values[i] = Math.min(LIMIT, Math.max(-LIMIT, (values[i]! - mean[k]!) * scale[k]!));
  }
  return matrix;
}

/** Seconds between the looks around each moment. */
const CONTEXT_STEP = 0.04;

/**
 * One row a moment: the features then and `context` steps of 40 ms before and after, interpolated, divided by the root of the
 * row's length so that one λ fits any number of features.
 *
 * @param times seconds; before and after the voice its ends are held.
 */
export function featureRows({ moments, rate }: VoiceFeatures, times: ArrayLike<number>, context: number): Matrix {
  const width = moments.columns;
  const columns = width * (2 * context + 1);
  const values = new Float32Array(times.length * columns);
  if (moments.rows === 0) return { rows: times.length, columns, values };
  const scale = 1 / Math.sqrt(columns);
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
