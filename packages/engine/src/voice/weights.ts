import { type Convolution, TOGETHER } from './convolve.js';
import { halfFloats } from './half-floats.js';
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

/** A network as training/learn.py made it. */
export interface Network {
  front: Convolution;
  norm: ClipNorm;
  blocks: readonly { dilation: number; wide: Convolution; point: Convolution }[];
  /** Shapes and movements. */
  head: Convolution;
  /** Classes of sounds, see training/sounds.ts. */
  side: Convolution;
}

let loaded: readonly Network[] | undefined;

/** Unpacks the networks that come with the package, of equal form, which are asked together; once a thread. */
export function voiceModel(): readonly Network[] {
  loaded ??= unpack(Buffer.from(WEIGHTS_BASE64, 'base64'));
  return loaded;
}

function unpack(bytes: Uint8Array): Network[] {
  const { mel, width, inner, dilations, outputs, sounds, leans } = WEIGHTS_SHAPE;
  let at = 0;
  const take = (length: number) => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const halves = (count: number) => halfFloats(take(2 * count));
  // Stored as bytes [output][input][tap], and a factor for each output; outputs are filled up to whole groups.
  const convolution = (inputs: number, stored: number, taps: number): Convolution => {
    const outs = Math.ceil(stored / TOGETHER) * TOGETHER;
    const from = new Int8Array(take(stored * inputs * taps));
    const factors = new Float32Array(new Uint8Array(take(4 * stored)).buffer);
    const weights = new Float32Array(outs * inputs * taps);
    for (let o = 0; o < stored; o++) {
      const group = Math.floor(o / TOGETHER) * taps;
      for (let i = 0; i < inputs; i++)
        for (let tap = 0; tap < taps; tap++)
          weights[((group + tap) * inputs + i) * TOGETHER + (o % TOGETHER)] =
            factors[o]! * from[(o * inputs + i) * taps + tap]!;
    }
    const bias = new Float32Array(outs);
    bias.set(halves(stored));
    return { inputs, outputs: outs, taps, weights, bias };
  };
  return leans.map((lean) => ({
    front: convolution(mel, width, 6),
    norm: { gain: halves(width), shift: halves(width), means: halves(width), variances: halves(width), lean },
    blocks: dilations.map((dilation) => ({
      dilation,
      wide: convolution(width, inner, 3),
      point: convolution(inner, width, 1),
    })),
    head: convolution(width, outputs, 1),
    side: convolution(width, sounds, 1),
  }));
}
