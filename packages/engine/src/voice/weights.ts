import { type Convolution, TOGETHER } from './convolve.js';
import { WEIGHTS_BASE64, WEIGHTS_SHAPE } from './weights.gen.js';

/** A normalisation of a layer's values, see `normaliseClip`. */
export interface ClipNorm {
  gain: Float32Array;
  shift: Float32Array;
  /** Of the voices that were learned from. */
  means: Float32Array;
  variances: Float32Array;
  /** How far a long clip's own statistics count, 0–1. */
  lean: number;
}

/** The voice model as training/learn.py made it. */
export interface VoiceModel {
  front: Convolution;
  norm: ClipNorm;
  blocks: readonly { dilation: number; wide: Convolution; point: Convolution }[];
  /** Shapes and movements. */
  head: Convolution;
  /** Classes of sounds, see training/sounds.ts. */
  side: Convolution;
}

let loaded: VoiceModel | undefined;

/** Unpacks the weights that come with the package; once a process. */
export function voiceModel(): VoiceModel {
  loaded ??= unpack(halfFloats(atob(WEIGHTS_BASE64)));
  return loaded;
}

function unpack(values: Float32Array): VoiceModel {
  const { mel, width, inner, dilations, outputs, sounds, lean } = WEIGHTS_SHAPE;
  let at = 0;
  const take = (count: number) => {
    at += count;
    return values.subarray(at - count, at);
  };
  // Stored as [output][input][tap]; outputs are filled up to whole groups.
  const convolution = (inputs: number, stored: number, taps: number): Convolution => {
    const outs = Math.ceil(stored / TOGETHER) * TOGETHER;
    const from = take(stored * inputs * taps);
    const weights = new Float32Array(outs * inputs * taps);
    for (let o = 0; o < stored; o++) {
      const group = Math.floor(o / TOGETHER) * taps;
      for (let i = 0; i < inputs; i++)
        for (let tap = 0; tap < taps; tap++)
          weights[((group + tap) * inputs + i) * TOGETHER + (o % TOGETHER)] = from[(o * inputs + i) * taps + tap]!;
    }
    const bias = new Float32Array(outs);
    bias.set(take(stored));
    return { inputs, outputs: outs, taps, weights, bias };
  };
  return {
    front: convolution(mel, width, 6),
    norm: { gain: take(width), shift: take(width), means: take(width), variances: take(width), lean },
    blocks: dilations.map((dilation) => ({
      dilation,
      wide: convolution(width, inner, 3),
      point: convolution(inner, width, 1),
    })),
    head: convolution(width, outputs, 1),
    side: convolution(width, sounds, 1),
  };
}

/** IEEE 754 half-precision numbers, little endian. */
function halfFloats(bytes: string): Float32Array {
  const values = new Float32Array(bytes.length / 2);
  for (let i = 0; i < values.length; i++) {
    const bits = bytes.charCodeAt(2 * i) | (bytes.charCodeAt(2 * i + 1) << 8);
    const exponent = (bits >> 10) & 31;
    const fraction = bits & 1023;
    const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
    values[i] = bits & 0x8000 ? -size : size;
  }
  return values;
}
