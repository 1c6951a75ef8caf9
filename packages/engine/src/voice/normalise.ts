import { type LogMel, MEL_BANDS } from './log-mel.js';
import { quantile } from './signal.js';

/** What the network hears. */
export interface Features {
  /** `frames × MEL_BANDS`. */
  features: Float32Array;
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
export function normalise(mel: LogMel, level: Float32Array): Features {
  const reference = quantile(level, 0.95);
  const features = mel.values.map((x) => Math.min(2, Math.max(-5, x - reference)));
  const loud = Uint8Array.from(level, (x) => (x > reference - 2 ? 1 : 0));
  const mean = new Float64Array(MEL_BANDS);
  let count = 0;
  for (let f = 0; f < mel.frames; f++) {
    if (!loud[f]) continue;
    count++;
    for (let k = 0; k < MEL_BANDS; k++) mean[k]! += features[f * MEL_BANDS + k]!;
  }
  if (count === 0) return { features, loud };
  const middle = mean.reduce((sum, x) => sum + x, 0) / MEL_BANDS;
  const share = (0.7 * count) / (count + 200) / count;
  for (let i = 0; i < features.length; i++) features[i]! -= share * (mean[i % MEL_BANDS]! - middle);
  return { features, loud };
}
