import { FRAME_RATE } from './log-mel.js';
import type { MouthTrack } from './mouth-track.js';
import { product, ridge } from './ridge.js';
import { correlation, meanAround, quantile } from './signal.js';
import type { Adaptation, SourceMouth } from './target-track.js';
import { featureRows, type VoiceFeatures, voiceFeatures } from './voice-features.js';

const LAMBDA = 16;
const FOLDS = 5;
/** Cross-validated correlation from which the clip's own mapping counts, and from which it counts in full. */
const DOUBT = 0.15;
const BELIEF = 0.45;
const MIN_SECONDS = 2;

/** The speaker's own opening and width for a voice, in no particular scale. */
export function adapt(heard: VoiceFeatures, general: MouthTrack, source: SourceMouth, fps: number) {
  const own = voiceFeatures(source.pcm, source.sampleRate);
  const count = Math.min(source.opening.length, Math.floor(own.seconds * source.fps));
  const fallback = {
    opening: general.opening,
    width: general.width,
    adaptation: { trust: 0, soundDelay: 0 } as Adaptation,
  };
  if (count < MIN_SECONDS * source.fps) return fallback;
  const times = Float64Array.from({ length: count }, (_, i) => (i + 0.5) / source.fps);
  const rows = featureRows(own.features, times);
  const target = response(source.opening.subarray(0, count));
  const valid = target.map((y) => (Number.isFinite(y) ? 1 : 0));
  const y = target.map((v) => (Number.isFinite(v) ? v : 0));
  const lambda = (LAMBDA * source.fps) / 25;
  const predicted = new Float32Array(count);
  for (let fold = 0; fold < FOLDS; fold++) {
    const from = Math.floor((count * fold) / FOLDS);
    const to = Math.floor((count * (fold + 1)) / FOLDS);
    const gap = Math.round(0.2 * source.fps);
    const w = ridge(
      rows,
      y,
      lambda,
      valid.map((ok, i) => (ok && (i < from - gap || i >= to + gap) ? 1 : 0)),
    );
    predicted.set(product(rows, w).subarray(from, to), from);
  }
  const r = correlation(predicted, target);
  const trust = Math.min(1, Math.max(0, (r - DOUBT) / (BELIEF - DOUBT)));
  if (trust === 0) return fallback;
  const w = ridge(rows, y, lambda, valid);
  const frames = general.opening.length;
  const taught = product(
    featureRows(
      heard.features,
      Float64Array.from({ length: frames }, (_, i) => (i + 0.5) / fps),
    ),
    w,
  );
  const ownReading = times.map((time) =>
    meanAround(own.articulation.opening, time * FRAME_RATE, FRAME_RATE / source.fps / 2),
  );
  const scale = quantile(target, 0.9) - quantile(target, 0.1) || 1;
  const spread = quantile(ownReading, 0.9) - quantile(ownReading, 0.1) || 1;
  const opening = taught.map((x, i) => (trust * x) / scale + ((1 - trust) * general.opening[i]!) / spread);
  return { opening, width: general.width, adaptation: { trust, soundDelay: 0 } };
}

/** √ of the opening between its 5 % and 95 % quantiles, mean removed: small openings count, wide ones do not rule. */
function response(opening: Float32Array): Float32Array {
  const low = quantile(opening, 0.05);
  const high = quantile(opening, 0.95);
  const root = opening.map((o) => Math.sqrt(Math.min(2, Math.max(0, (o - low) / (high - low || 1)))));
  const finite = root.filter(Number.isFinite);
  const mean = finite.reduce((sum, x) => sum + x, 0) / Math.max(1, finite.length);
  return root.map((x) => x - mean);
}
