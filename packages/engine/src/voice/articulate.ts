import type { LogMel } from './log-mel.js';
import { OUTPUTS, runModel } from './network.js';
import { levels, normalise } from './normalise.js';
import { runs, smooth } from './signal.js';
import { mostLikelyPath } from './viterbi.js';
import { voiceModel } from './weights.js';

/** What the mouth does, {@link FRAME_RATE} values a second; the meanings are those of MouthTrack. */
export interface Articulation {
  shapes: Uint8Array;
  opening: Float32Array;
  width: Float32Array;
  rounding: Float32Array;
  closed: Uint8Array;
  speech: Uint8Array;
}

/** An articulation, and the network's inner values that it was read from: a block of columns each, STEP_RATE rows a second. */
export interface Reading {
  articulation: Articulation;
  layers: Float32Array[];
  steps: number;
}

const SHAPES = 9;
const CLOSED = 0;
const REST = 8;
/** Mean band power (log10) under which nothing is speech, whatever the model says: −60 dB of full scale or so. */
const SILENCE = -6;
/** Nats that a change of shape costs, at 100 decisions a second. */
const SWITCH_COST = 1.5;
/** Lips are shut while it is at least this likely, if the likelihoods of the closure's frames sum to CLOSURE_EVIDENCE. */
const CLOSURE_LIKELIHOOD = 0.25;
const CLOSURE_EVIDENCE = 2.2;

/**
 * Reads the mouth movements from a voice's features.
 *
 * @param keep of how many of the network's blocks the output is wanted; with any, the network's result and what it thinks of
 * the sounds come as the last layers.
 */
export function articulate(mel: LogMel, keep = 0): Reading {
  const level = levels(mel);
  const { outputs, sounds, bilabial, early, steps } = runModel(voiceModel(), normalise(mel, level), mel.frames, keep);
  const layers = keep ? [...early, outputs, sounds] : [];
  return { articulation: movements(outputs, bilabial, level), layers, steps };
}

function movements(outputs: Float32Array, bilabial: Float32Array, level: Float32Array): Articulation {
  const frames = level.length;
  const odds = probabilities(outputs, frames);
  const column = (source: Float32Array, width: number, k: number) =>
    Float32Array.from({ length: frames }, (_, f) => source[f * width + k]!);
  const audible = level.map((x) => (x > SILENCE ? 1 : 0));
  const resting = smooth(column(odds, SHAPES, REST), 1.5);
  const speech = Uint8Array.from(resting, (p, f) => (audible[f] && p < 0.5 ? 1 : 0));
  for (const [from, to] of runs(speech.map((s) => 1 - s)))
    if (to - from < 8 && from > 0 && to < frames) speech.fill(1, from, to);

  // Two readings of the same, the mouth's shape and the class of the sound, err in different places.
  const shut = smooth(
    column(odds, SHAPES, CLOSED).map((p, f) => Math.sqrt(p * bilabial[f]!)),
    1,
  );
  // Lips shut for a first sound before it is heard, so a closure need not lie in speech.
  const closed = Uint8Array.from(shut, (p) => (p > CLOSURE_LIKELIHOOD ? 1 : 0));
  for (const [from, to] of runs(closed)) {
    const evidence = shut.subarray(from, to).reduce((sum, p) => sum + p, 0);
    if (evidence < CLOSURE_EVIDENCE) closed.fill(0, from, to);
  }

  const limit = (track: Float32Array, rest: number) =>
    track.map((x, f) => (audible[f] ? Math.min(1.1, Math.max(0, x)) : rest));
  const opening = limit(column(outputs, OUTPUTS, SHAPES), 0).map((x, f) => (closed[f] ? x * (1 - shut[f]!) : x));
  return {
    shapes: mostLikelyPath(odds, SHAPES, SWITCH_COST).map((shape, f) => (audible[f] ? shape : REST)),
    opening,
    width: limit(column(outputs, OUTPUTS, SHAPES + 1), 0.5),
    rounding: limit(column(outputs, OUTPUTS, SHAPES + 2), 0),
    closed,
    speech,
  };
}

/** Softmax of the shape logits, `frames × 9`. */
function probabilities(outputs: Float32Array, frames: number): Float32Array {
  const odds = new Float32Array(frames * SHAPES);
  for (let f = 0; f < frames; f++) {
    const at = f * OUTPUTS;
    let top = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < SHAPES; k++) top = Math.max(top, outputs[at + k]!);
    let total = 0;
    for (let k = 0; k < SHAPES; k++) total += odds[f * SHAPES + k] = Math.exp(outputs[at + k]! - top);
    for (let k = 0; k < SHAPES; k++) odds[f * SHAPES + k]! /= total;
  }
  return odds;
}
