import { InvalidArgumentError } from '../errors/invalid-argument.js';
import { speakerMapping } from './adapt.js';
import { checkRates, sampleArticulation } from './mouth-track.js';
import { moments, smooth } from './signal.js';
import { type VoiceFeatures, voiceFeatures } from './voice-features.js';

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
/** Least deviation of a speaking mouth's opening, in widths of the mouth: two thirds of what real speakers showed. */
const LEAST_MOVEMENT = 0.065;
/** Width of a mouth that was never seen, in distances between the outer corners of the eyes. */
const TYPICAL_WIDTH = 0.6;
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
  const heard = voiceFeatures(withSilence(voice, frames / fps), voice.sampleRate);
  if (!source) {
    const { opening, width, closed } = sampleArticulation(heard.articulation, fps, frames);
    return { opening, width, closed, adaptation: { trust: 0, soundDelay: 0 } };
  }
  checkRates(source.sampleRate, source.fps);
  const own = voiceFeatures(source.pcm, source.sampleRate);
  return speakerTrack({ heard, seconds: voice.pcm.length / voice.sampleRate, own, source, fps, frames });
}

/** The same from sounds that were analysed before. */
export interface SpeakerTrackOptions {
  /** The voice, and the silence after it, see {@link withSilence}. */
  heard: VoiceFeatures;
  /** Seconds of the voice alone. */
  seconds: number;
  /** The clip's own sound. */
  own: VoiceFeatures;
  /** The mouth measured in the clip. */
  source: Pick<SourceMouth, 'fps' | 'opening' | 'width'>;
  fps: number;
  frames: number;
}

/** What {@link targetTrack} gives for a clip, when both sounds were analysed before. */
export function speakerTrack({ heard, seconds, own, source, fps, frames }: SpeakerTrackOptions): TargetTrack {
  const general = sampleArticulation(heard.articulation, fps, frames);
  const lips = speakerMapping(own, source.opening, source.fps);
  const times = Array.from({ length: frames }, (_, i) => (i + 0.5) / fps);
  const opening = lips.read(heard, times).map((x) => Math.min(2, Math.max(0, x + 0.5)) ** 2);
  const spoken = Math.max(1, Math.min(frames, Math.ceil(seconds * fps)));
  const room = moments(source.width).mean || TYPICAL_WIDTH;
  return {
    opening: likeSource(
      smooth(opening, STEADY * fps),
      spoken,
      atLeast(moments(source.opening), LEAST_MOVEMENT * room),
    ).map((x) => Math.max(0, x)),
    width: likeSource(smooth(general.width, STEADY * fps), spoken, widthOf(source.width)),
    closed: general.closed,
    adaptation: { trust: lips.trust, soundDelay: lips.soundDelay },
  };
}

interface Spread {
  mean: number;
  deviation: number;
}

/** Moves and stretches a track so that its first `spoken` frames get the wanted mean and deviation. */
function likeSource(track: Float32Array, spoken: number, wanted: Spread): Float32Array {
  const { mean, deviation } = moments(track.subarray(0, spoken));
  const gain = deviation > 1e-6 ? wanted.deviation / deviation : 0;
  return track.map((x) => wanted.mean + (x - mean) * gain);
}

/** The measured opening, or what a speaking mouth has at least: someone who never spoke in the clip shall speak now. */
function atLeast({ mean, deviation }: Spread, least: number): Spread {
  return { mean: Math.max(mean, least), deviation: Math.max(deviation, least) };
}

function widthOf(measured: Float32Array): Spread {
  const { mean, deviation } = moments(measured);
  return { mean: mean || TYPICAL_WIDTH, deviation: WIDTH_SHARE * deviation };
}

/** Seconds of silence after which the mouth does not change any more. */
const SETTLED = 0.6;

/** The voice, and the silence after it as far as a film of so many seconds shows it. */
export function withSilence({ pcm, sampleRate }: Voice, seconds: number): Float32Array {
  const missing = Math.min(SETTLED, seconds - pcm.length / sampleRate);
  if (missing <= 0) return pcm;
  const padded = new Float32Array(pcm.length + Math.ceil(missing * sampleRate));
  padded.set(pcm);
  return padded;
}
