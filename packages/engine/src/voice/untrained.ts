import { type LogMel, MEL_BANDS } from './log-mel.js';
import { quantile, runs, smooth } from './signal.js';

/** What the mouth does, {@link FRAME_RATE} values a second; the meanings are those of MouthTrack. */
export interface Articulation {
  shapes: Uint8Array;
  opening: Float32Array;
  width: Float32Array;
  rounding: Float32Array;
  closed: Uint8Array;
  speech: Uint8Array;
}

/** Level under which nothing counts as speech, in log10 power of a band. */
const SILENCE = -5.5;

/** Mouth movements from energies alone, with nothing learned: loud is open, bright is spread, a short dip is a closure. */
export function articulate({ frames, values }: LogMel): Articulation {
  const band = (from: number, to: number) =>
    Float32Array.from({ length: frames }, (_, f) => {
      let sum = 0;
      for (let k = from; k < to; k++) sum += 10 ** values[f * MEL_BANDS + k]!;
      return Math.log10(sum / (to - from));
    });
  const level = band(0, MEL_BANDS);
  const loud = quantile(level, 0.95);
  const quiet = Math.max(quantile(level, 0.03), loud - 6);
  const threshold = Math.max(SILENCE, quiet + 0.4, loud - quiet < 3 ? quiet + 0.35 * (loud - quiet) : loud - 3.2);
  const smoothLevel = smooth(level, 1);
  const speech = Uint8Array.from(smoothLevel, (x) => (x > threshold ? 1 : 0));
  for (const [from, to] of runs(speech.map((s) => 1 - s)))
    if (to - from < 14 && from > 0 && to < frames) speech.fill(1, from, to);
  for (const [from, to] of runs(speech)) if (to - from < 4) speech.fill(0, from, to);

  const low = band(0, 14);
  const middle = band(14, 28);
  const high = band(30, MEL_BANDS);
  const clamp = (x: number) => Math.min(1, Math.max(0, x));
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
  const opening = smooth(
    envelope.map((x, f) =>
      speech[f] ? x * (0.4 + 0.6 * (1 - Math.abs(2 * bright[f]! - 1))) * (1 - 0.75 * hiss[f]!) : 0,
    ),
    2,
  ).map((x, f) => (closed[f] ? x * 0.2 : x));
  const rounding = smooth(
    envelope.map((x, f) => (speech[f] ? clamp(1 - 2 * bright[f]!) * (1 - hiss[f]!) * clamp(2 * x) : 0)),
    2,
  );
  const shapes = Uint8Array.from(opening, (x, f) => {
    if (!speech[f]) return 8;
    if (closed[f]) return 0;
    if (rounding[f]! > 0.45) return x > 0.3 ? 4 : 5;
    return x > 0.62 ? 3 : x > 0.28 ? 2 : 1;
  });
  return {
    shapes,
    opening,
    width: smooth(
      bright.map((x, f) => (speech[f] ? 0.15 + 0.75 * x : 0.5)),
      2,
    ),
    rounding,
    closed: Uint8Array.from(closed),
    speech,
  };
}
