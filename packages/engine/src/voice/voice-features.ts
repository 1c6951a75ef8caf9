import { FRAME_RATE, LogMelStream, MEL_BANDS } from './log-mel.js';
import type { Matrix } from './ridge.js';
import { meanAround, moments, quantile } from './signal.js';
import { type Articulation, articulate } from './untrained.js';

/** What is known about a voice: the general model's reading of it, and features that a speaker's own mapping can start from. */
export interface VoiceFeatures {
  articulation: Articulation;
  /** One track a feature, {@link FRAME_RATE} values a second, each with mean 0 and deviation about 1. */
  features: Float32Array[];
  seconds: number;
}

const POOL = 2;

/** Analyses a mono voice of any rate and length. */
export function voiceFeatures(pcm: Float32Array, sampleRate: number): VoiceFeatures {
  const stream = new LogMelStream(sampleRate);
  stream.push(pcm);
  const mel = stream.finish();
  const level = Float32Array.from({ length: mel.frames }, (_, f) =>
    Math.max(...mel.values.subarray(f * MEL_BANDS, (f + 1) * MEL_BANDS)),
  );
  const floor = quantile(level, 0.95) - 5;
  const tracks = Array.from({ length: MEL_BANDS / POOL }, (_, band) =>
    Float32Array.from({ length: mel.frames }, (_, f) => {
      let sum = 0;
      for (let k = 0; k < POOL; k++) sum += Math.max(floor, mel.values[f * MEL_BANDS + band * POOL + k]!);
      return sum / POOL;
    }),
  );
  return { articulation: articulate(mel), features: standardise(tracks), seconds: pcm.length / sampleRate };
}

/** (x − μ) / (σ + .1 · mean σ of all tracks). */
function standardise(tracks: Float32Array[]): Float32Array[] {
  const stats = tracks.map(moments);
  const typical = stats.reduce((sum, { deviation }) => sum + deviation, 0) / Math.max(1, stats.length);
  return tracks.map((track, k) => {
    const { mean, deviation } = stats[k]!;
    const scale = deviation + 0.1 * typical || 1;
    return track.map((x) => (x - mean) / scale);
  });
}

/** Seconds between the looks around each moment, and how many to either side. */
const CONTEXT_STEP = 0.04;
const CONTEXT = 2;

/**
 * One row a moment: every feature at the moment and two 40 ms steps to either side, each the mean over 40 ms, divided by the
 * root of the row's length so that one λ fits any number of features.
 *
 * @param times seconds.
 */
export function featureRows(features: readonly Float32Array[], times: ArrayLike<number>): Matrix {
  const columns = features.length * (2 * CONTEXT + 1);
  const values = new Float32Array(times.length * columns);
  const scale = 1 / Math.sqrt(Math.max(1, columns));
  const half = (CONTEXT_STEP / 2) * FRAME_RATE;
  for (let row = 0; row < times.length; row++) {
    let at = row * columns;
    for (let step = -CONTEXT; step <= CONTEXT; step++) {
      const centre = (times[row]! + step * CONTEXT_STEP) * FRAME_RATE;
      for (const track of features) values[at++] = meanAround(track, centre, half) * scale;
    }
  }
  return { rows: times.length, columns, values };
}
