import { type LogMel, MEL_BANDS } from './log-mel.js';
import { quantile } from './signal.js';

/** Frames of nothing that the network hears before a voice and, at least, after it. */
export const MARGIN = 2;
/** What the network hears is so many times as large as the features of which it is made. */
const INPUT_SCALE = 0.5;

/** What the network hears. */
export interface Features {
  /** `frames × MEL_BANDS`, between {@link MARGIN} empty frames and that or one more. */
  heard: Float32Array;
  /** 1 for frames within 20 dB of the level that 5 % are over. */
  loud: Uint8Array;
}

/** Log10 of the mean band power of every frame. */
export function levels({ frames, values }: LogMel): Float32Array {
  return Float32Array.from({ length: frames }, (_, f) => {
    let sum = 0;
    for (let k = 0; k < MEL_BANDS; k++) sum += 10 ** values[f * MEL_BANDS + k]!;
    return Math.log10(sum / MEL_BANDS);
  });
}

/**
 * Makes features independent of level, microphone and speaker, as the model learned them: everything relative to the 95 %
 * quantile of the level, between −5 and 2; then up to 70 % of the loud frames' mean spectrum off (the more of them, the more).
 */
export function normalise({ frames, values }: LogMel, level: Float32Array): Features {
  const reference = quantile(level, 0.95);
  const heard = new Float32Array((frames + (frames % 2) + 2 * MARGIN) * MEL_BANDS);
  const features = heard.subarray(MARGIN * MEL_BANDS, (MARGIN + frames) * MEL_BANDS);
  for (let i = 0; i < features.length; i++) features[i] = Math.min(2, Math.max(-5, values[i]! - reference));
  const loud = Uint8Array.from(level, (x) => (x > reference - 2 ? 1 : 0));
  const mean = new Float64Array(MEL_BANDS);
  let count = 0;
  for (let f = 0; f < frames; f++) {
    if (!loud[f]) continue;
    count++;
    for (let k = 0; k < MEL_BANDS; k++) mean[k]! += features[f * MEL_BANDS + k]!;
  }
  const middle = mean.reduce((sum, x) => sum + x, 0) / MEL_BANDS;
  const share = count ? (0.7 * count) / (count + 200) / count : 0;
  for (let i = 0; i < features.length; i++) {
    features[i]! -= share * (mean[i % MEL_BANDS]! - middle);
    features[i]! *= INPUT_SCALE;
  }
  return { heard, loud };
}
