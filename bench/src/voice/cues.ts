import { MOUTH_SHAPES, type MouthTrack } from '@chamelaion/engine';
import { smooth } from '../../../packages/engine/src/voice/signal.js';
import { FINE } from './score.js';

/** A mouth shape from a moment on, until the next cue. */
export interface Cue {
  /** Seconds. */
  start: number;
  shape: (typeof MOUTH_SHAPES)[number];
}

/** How far each shape opens the mouth. */
const OPENING = { A: 0, B: 0.2, C: 0.5, D: 0.9, E: 0.52, F: 0.2, G: 0.08, H: 0.3, X: 0 };
/** Frames of Gaussian smoothing (30 ms). */
const SMOOTHING = 3;

/** The track of a reader that gives shapes alone: A is a closure, X a pause, the opening that of the shape. */
export function trackOfCues(cues: readonly Cue[], seconds: number): MouthTrack {
  const frames = Math.ceil(seconds * FINE);
  const names = new Array<Cue['shape']>(frames).fill('X');
  for (const { start, shape } of cues) names.fill(shape, Math.max(0, Math.round(start * FINE)));
  const still = new Float32Array(frames);
  return {
    fps: FINE,
    shapes: Uint8Array.from(names, (name) => MOUTH_SHAPES.indexOf(name)),
    opening: smooth(
      Float32Array.from(names, (name) => OPENING[name]),
      SMOOTHING,
    ),
    width: still,
    rounding: still,
    closed: Uint8Array.from(names, (name) => (name === 'A' ? 1 : 0)),
    speech: Uint8Array.from(names, (name) => (name === 'X' ? 0 : 1)),
  };
}
