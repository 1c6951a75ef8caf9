import { InvalidArgumentError } from '../errors/invalid-argument.js';
import { type Articulation, articulate } from './articulate.js';
import { FRAME_RATE, type LogMel, LogMelStream } from './log-mel.js';
import { resampleTrack } from './signal.js';

/** The nine mouth shapes in the order of their numbers: A–F of Preston Blair's chart, G (f, v), H (l), X (rest). */
export const MOUTH_SHAPES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'X'] as const;

export interface MouthTrackOptions {
  /** Samples a second of the sound, 4000 to 768000. */
  sampleRate: number;
  /** Frames a second wanted, 1 to 240. Frame i stands for the time (i + ½) / fps. */
  fps: number;
}

/** The mouth that a voice asks for, ⌈seconds · fps⌉ values each. */
export interface MouthTrack {
  fps: number;
  /** Index into {@link MOUTH_SHAPES}. */
  shapes: Uint8Array;
  /** 0 shut … 1 wide open. */
  opening: Float32Array;
  /** 0 narrow … 1 spread; about .5 at rest. */
  width: Float32Array;
  /** 0 flat … 1 fully rounded. */
  rounding: Float32Array;
  /** 1 where p, b or m shuts the lips. */
  closed: Uint8Array;
  /** 1 where someone speaks. */
  speech: Uint8Array;
}

/**
 * Reads from a voice, in any language, what the mouth does. Takes any length from no sample up, silence, noise and clipped
 * sound; samples are mono, −1…1 (the level does not matter), those that are not finite count as 0.
 *
 * @returns the track; a promise of it when the sound comes in chunks, with the same values as for the whole array.
 * @throws {InvalidArgumentError} for a sample rate or frame rate out of range.
 * @example
 * const { shapes, opening } = mouthTrack(pcm, { sampleRate: 16000, fps: 25 });
 */
export function mouthTrack(pcm: Float32Array, options: MouthTrackOptions): MouthTrack;
export function mouthTrack(pcm: AsyncIterable<Float32Array>, options: MouthTrackOptions): Promise<MouthTrack>;
export function mouthTrack(
  pcm: Float32Array | AsyncIterable<Float32Array>,
  options: MouthTrackOptions,
): MouthTrack | Promise<MouthTrack> {
  checkRates(options.sampleRate, options.fps);
  const stream = new LogMelStream(options.sampleRate);
  if (pcm instanceof Float32Array) {
    stream.push(pcm);
    return trackOf(stream.finish(), pcm.length, options);
  }
  return (async () => {
    let samples = 0;
    for await (const chunk of pcm) {
      stream.push(chunk);
      samples += chunk.length;
    }
    return trackOf(stream.finish(), samples, options);
  })();
}

/** @throws {InvalidArgumentError} */
export function checkRates(sampleRate: number, fps: number): void {
  if (!(sampleRate >= 4000 && sampleRate <= 768_000))
    throw new InvalidArgumentError(`sampleRate is ${sampleRate}; give the sound's samples a second, 4000 to 768000.`);
  if (!(fps >= 1 && fps <= 240)) throw new InvalidArgumentError(`fps is ${fps}; give frames a second, 1 to 240.`);
}

function trackOf(mel: LogMel, samples: number, { sampleRate, fps }: MouthTrackOptions): MouthTrack {
  const frames = Math.ceil((samples / sampleRate) * fps - 1e-9);
  return sampleArticulation(articulate(mel).articulation, fps, frames);
}

/** Brings an articulation at {@link FRAME_RATE} to `frames` frames of `fps` a second. */
export function sampleArticulation(articulation: Articulation, fps: number, frames: number): MouthTrack {
  const average = (track: Float32Array) => resampleTrack(track, FRAME_RATE, fps, frames);
  const middle = (track: Uint8Array, past: number) =>
    Uint8Array.from({ length: frames }, (_, i) => track[Math.floor(((i + 0.5) / fps) * FRAME_RATE)] ?? past);
  return {
    fps,
    shapes: middle(articulation.shapes, MOUTH_SHAPES.indexOf('X')),
    opening: average(articulation.opening),
    width: average(articulation.width),
    rounding: average(articulation.rounding),
    closed: middle(articulation.closed, 0),
    speech: middle(articulation.speech, 0),
  };
}
