import { FRAME_RATE } from './log-mel.js';
import { product, ridge } from './ridge.js';
import { meanAround, moments, quantile } from './signal.js';
import { LEAD, synchrony } from './synchrony.js';
import { featureRows, type VoiceFeatures } from './voice-features.js';

/** A speaker's own way from a voice to the mouth. */
export interface SpeakerMapping {
  /** 0 when the clip's sound says nothing about its mouth (silence, music, another's voice) … 1 when it says all. */
  trust: number;
  /** Seconds by which the clip's sound comes after its picture. */
  soundDelay: number;
  /** The mapping's value for a voice at some times (seconds), in no particular unit; larger is more. */
  read(voice: VoiceFeatures, times: readonly number[]): Float32Array;
}

/** Penalty of the mapping for a clip of 25 frames a second; features and mouth both have a deviation of about 1. */
const LAMBDA = 4;
/** 40 ms steps to either side that the mapping sees. */
const CONTEXT = 3;
/** Held-out correlation from which the clip's own mapping counts, and from which it counts in full. */
const DOUBT = 0.12;
const BELIEF = 0.35;
/** Frames with a face, in seconds, below which nothing can be learned. */
const FEWEST_SECONDS = 2;
/** Rows that the mapping is fitted on; of a longer clip, evenly spread ones. */
const ROWS = 1200;
/** Moments that are predicted at a time, to bound the memory. */
const BLOCK = 500;
/** Share of the mouth's deviation that the general model's reading gets where the clip teaches nothing. */
const GENERAL_SHARE = 0.4;

/**
 * Learns how the speaker of a clip moves the mouth to the clip's own sound: y − k·g = Xw, where y is the square root of the
 * measured value between its 5 % and 95 % quantiles (small movements count, wide ones do not rule), g the general model's
 * reading, k the least-squares share of it, and w a ridge regression on the model's layers ±120 ms. The sound is that of
 * {@link LEAD} later, as a mouth moves before it is heard. Blended with the general reading by how well held-out parts of the
 * clip are predicted.
 *
 * @param measured one value a frame, NaN where unknown.
 */
export function speakerMapping(sound: VoiceFeatures, measured: Float32Array, fps: number): SpeakerMapping {
  const reading = ({ articulation }: VoiceFeatures, times: readonly number[]) =>
    centred(times, articulation.opening, fps);
  const nothing: SpeakerMapping = { trust: 0, soundDelay: 0, read: reading };
  const response = rooted(measured);
  const known = Array.from(response.keys()).filter(
    (i) => Number.isFinite(response[i]!) && (i + 0.5) / fps < sound.seconds,
  );
  if (known.length < FEWEST_SECONDS * fps || !sound.articulation.speech.some(Boolean)) return nothing;
  const times = known.map((i) => (i + 0.5) / fps);
  const mean = known.reduce((sum, i) => sum + response[i]!, 0) / known.length;
  const y = known.map((i) => response[i]! - mean);
  const lambda = (LAMBDA * fps) / 25;
  const { correlation, delay } = synchrony(sound, known, y, fps, lambda);
  const trust = Math.min(1, Math.max(0, (correlation - DOUBT) / (BELIEF - DOUBT)));
  if (trust === 0) return nothing;

  const stride = Math.ceil(known.length / ROWS);
  const rows = known.flatMap((_, i) => (i % stride === 0 ? [i] : []));
  const heard = rows.map((i) => times[i]! + delay + LEAD);
  const prior = reading(sound, heard);
  const spread = moments(prior).deviation;
  const deviation = moments(y).deviation;
  const share = Math.max(
    0,
    rows.reduce((sum, i, row) => sum + prior[row]! * y[i]!, 0) / (rows.length * spread ** 2 || 1),
  );
  const rest = rows.map((i, row) => y[i]! - share * prior[row]!);
  const w = ridge(featureRows(sound, heard, CONTEXT), rest, lambda / stride);
  const floor = ((1 - trust) * GENERAL_SHARE * deviation) / (spread || 1);
  return {
    trust,
    soundDelay: delay,
    read(voice, moments) {
      const ahead = moments.map((time) => time + LEAD);
      const own = new Float32Array(moments.length);
      for (let at = 0; at < moments.length; at += BLOCK)
        own.set(product(featureRows(voice, ahead.slice(at, at + BLOCK), CONTEXT), w), at);
      const led = reading(voice, ahead);
      const general = reading(voice, moments);
      return own.map((x, i) => trust * (x + share * led[i]!) + floor * general[i]!);
    },
  };
}

/** √ of a reading's mean over each frame, with mean 0. */
function centred(times: readonly number[], track: Float32Array, fps: number): Float32Array {
  const half = Math.max(2, FRAME_RATE / fps / 2);
  const root = Float32Array.from(times, (time) => Math.sqrt(Math.max(0, meanAround(track, time * FRAME_RATE, half))));
  const { mean } = moments(root);
  return root.map((x) => x - mean);
}

function rooted(measured: Float32Array): Float32Array {
  const low = quantile(measured, 0.05);
  const range = quantile(measured, 0.95) - low || 1;
  return measured.map((x) => Math.sqrt(Math.min(2, Math.max(0, (x - low) / range))));
}
