import { InvalidArgumentError } from '../errors/invalid-argument.js';
import { speakerMapping } from './adapt.js';
import { checkRates, sampleArticulation } from './mouth-track.js';
import { moments, smooth } from './signal.js';
import { voiceFeatures } from './voice-features.js';

/** Mono sound. */
export interface Voice {
  pcm: Float32Array;
  /** Samples a second. */
  sampleRate: number;
}

/** A clip: its sound (no samples if it has none) and the mouth measured in its picture. */
export interface SourceMouth extends Voice {
  /** Frames a second of `opening` and `width`; frame i stands for (i + ½) / fps in the clip's sound. */
  fps: number;
  /** Measured opening between the lips, in any unit, a frame each; NaN where there is no face. */
  opening: Float32Array;
  /** Measured width of the mouth, in the same unit; NaN where there is no face. */
  width: Float32Array;
}

export interface TargetTrackOptions {
  /** The voice that the mouth shall speak. */
  voice: Voice;
  /** The clip whose speaker shall speak it; `null` for nobody in particular. */
  source: SourceMouth | null;
  /** Output frames a second. */
  fps: number;
  /** Output frames; past the end of the voice the mouth is at rest. */
  frames: number;
}

export interface TargetTrack {
  /** Opening in the unit of `source.opening`, never below 0; 0 shut … 1 wide open without a source. */
  opening: Float32Array;
  /** Width in the unit of `source.width`; 0 narrow … 1 spread without a source. */
  width: Float32Array;
  /** 1 where p, b or m shuts the lips. */
  closed: Uint8Array;
  /** What the clip's own sound taught. */
  adaptation: Adaptation;
}

export interface Adaptation {
  /** 0 when the clip's sound says nothing about its mouth (silence, music, another voice) … 1 when it says all. */
  trust: number;
  /** How many seconds the clip's sound comes after its picture; estimated only where trust is above 0. */
  soundDelay: number;
}

/** How much of the measured variation of the width the voice may drive: it is hardly predictable. */
const WIDTH_SHARE = 0.5;
/** Gaussian smoothing of the result, seconds: no flutter, no lost closure. */
const STEADY = 0.024;

/**
 * The mouth that the speaker of a clip makes when speaking a new voice. The general model reads the voice; where the clip's own
 * sound explains its own mouth, that mapping is learned and blended in. The result has the clip's own mean and spread.
 *
 * @throws {InvalidArgumentError} for rates or lengths out of range.
 * @example
 * const { opening } = targetTrack({ voice, source: { pcm, sampleRate, fps: 25, opening, width }, fps: 25, frames: 250 });
 */
export function targetTrack({ voice, source, fps, frames }: TargetTrackOptions): TargetTrack {
  checkRates(voice.sampleRate, fps);
  if (!Number.isSafeInteger(frames) || frames < 0)
    throw new InvalidArgumentError(`frames is ${frames}; give a whole number of output frames.`);
  const heard = voiceFeatures(voice.pcm, voice.sampleRate);
  const general = sampleArticulation(heard.articulation, fps, frames);
  if (!source)
    return {
      opening: general.opening,
      width: general.width,
      closed: general.closed,
      adaptation: { trust: 0, soundDelay: 0 },
    };
  checkRates(source.sampleRate, source.fps);
  const own = voiceFeatures(source.pcm, source.sampleRate);
  const times = Array.from({ length: frames }, (_, i) => (i + 0.5) / fps);
  const lips = speakerMapping(own, source.opening, source.fps);
  const opening = lips.read(heard, times).map((x) => Math.min(2, Math.max(0, x + 0.5)) ** 2);
  return {
    opening: likeSource(smooth(opening, STEADY * fps), source.opening, 1).map((x) => Math.max(0, x)),
    width: likeSource(smooth(general.width, STEADY * fps), source.width, WIDTH_SHARE),
    closed: general.closed,
    adaptation: { trust: lips.trust, soundDelay: lips.soundDelay },
  };
}

/** Moves and stretches a track to the mean and to `share` of the deviation of a measured one. */
function likeSource(track: Float32Array, measured: Float32Array, share: number): Float32Array {
  const from = moments(track);
  const to = moments(measured);
  const gain = from.deviation > 1e-6 ? (share * to.deviation) / from.deviation : 0;
  return track.map((x) => to.mean + (x - from.mean) * gain);
}
