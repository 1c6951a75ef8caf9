import type { MouthTrack } from '@chamelaion/engine';
import { type LogMel, LogMelStream, MEL_BANDS } from '../../../packages/engine/src/voice/log-mel.js';
import { quantile, runs, smooth } from '../../../packages/engine/src/voice/signal.js';
import { FINE } from './score.js';

const SILENCE = -5.5;
const clamp = (x: number) => Math.min(1, Math.max(0, x));

/** The baseline without any learning: loud is open, bright is spread, a short dip of energy is a closure. */
export function energyTrack(pcm: Float32Array, sampleRate: number): MouthTrack {
  const stream = new LogMelStream(sampleRate);
  stream.push(pcm);
  return movements(stream.finish());
}

function movements({ frames, values }: LogMel): MouthTrack {
  const band = (from: number, to: number) =>
    Float32Array.from({ length: frames }, (_, f) => {
      let sum = 0;
      for (let k = from; k < to; k++) sum += 10 ** values[f * MEL_BANDS + k]!;
      return Math.log10(sum / (to - from));
    });
  const level = band(0, MEL_BANDS);
  const [low, middle, high] = [band(0, 14), band(14, 28), band(30, MEL_BANDS)];
  const loud = quantile(level, 0.95);
  const speech = speaking(level, loud);
  const envelope = level.map((x) => clamp((x - loud + 2.6) / 2.6));
  const hiss = high.map((x, f) => clamp((x - low[f]! - 0.1) / 1.2));
  const bright = smooth(
    middle.map((x, f) => clamp((x - low[f]! + 1.6) / 2)),
    2,
  );
  const upper = middle.map((x, f) => Math.log10(10 ** x + 10 ** high[f]!));
  const closed = upper.map((x, f) => {
    const around = upper.subarray(Math.max(0, f - 12), f + 13).reduce((a, b) => Math.max(a, b), -9);
    return speech[f] && x < around - 1.3 && hiss[f]! < 0.4 ? 1 : 0;
  });
  for (const [from, to] of runs(closed)) if (to - from < 3 || to - from > 16) closed.fill(0, from, to);
  const open = envelope.map((x, f) =>
    speech[f] ? x * (0.4 + 0.6 * (1 - Math.abs(2 * bright[f]! - 1))) * (1 - 0.75 * hiss[f]!) : 0,
  );
  const opening = smooth(open, 2).map((x, f) => (closed[f] ? x * 0.2 : x));
  const round = envelope.map((x, f) => (speech[f] ? clamp(1 - 2 * bright[f]!) * (1 - hiss[f]!) * clamp(2 * x) : 0));
  const rounding = smooth(round, 2);
  const shapes = opening.map((x, f) => {
    if (!speech[f]) return 8;
    if (closed[f]) return 0;
    if (rounding[f]! > 0.45) return x > 0.3 ? 4 : 5;
    return x > 0.62 ? 3 : x > 0.28 ? 2 : 1;
  });
  return {
    fps: FINE,
    opening,
    rounding,
    speech,
    shapes: Uint8Array.from(shapes),
    closed: Uint8Array.from(closed),
    width: bright,
  };
}

function speaking(level: Float32Array, loud: number): Uint8Array {
  const quiet = Math.max(quantile(level, 0.03), loud - 6);
  const above = loud - quiet < 3 ? quiet + 0.35 * (loud - quiet) : loud - 3.2;
  const threshold = Math.max(SILENCE, quiet + 0.4, above);
  const speech = Uint8Array.from(smooth(level, 1), (x) => (x > threshold ? 1 : 0));
  for (const [from, to] of runs(speech.map((s) => 1 - s)))
    if (to - from < 14 && from > 0 && to < level.length) speech.fill(1, from, to);
  for (const [from, to] of runs(speech)) if (to - from < 4) speech.fill(0, from, to);
  return speech;
}
