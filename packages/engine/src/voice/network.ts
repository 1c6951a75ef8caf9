import { convolve } from './convolve.js';
import type { Features } from './normalise.js';
import type { ClipNorm, Network } from './weights.js';

/** Steps a second that the network thinks in; each covers two feature frames. */
export const STEP_RATE = 50;
const SPAN = 2;

export interface NetworkOutput {
  /** 12 values a feature frame (2 · steps of them): nine shape logits, then opening, width, rounding. */
  outputs: Float32Array;
  /** Logits of the classes of sounds, `steps` rows of two feature frames each. */
  sounds: Float32Array;
  /** How likely the sound is an m, p or b, a value a feature frame. */
  bilabial: Float32Array;
  /** What the first blocks pass on, `steps × width` each. */
  early: Float32Array[];
  /** {@link STEP_RATE} a second. */
  steps: number;
}

/** Values a frame in {@link NetworkOutput.outputs}. */
export const OUTPUTS = 12;

/**
 * Asks all networks of the model and takes the mean of their answers: temporal convolution networks (dilated residual blocks,
 * after van den Oord et al. 2016 and Bai et al. 2018) over normalised features; outside the voice the features are 0, as in
 * training. All of them work in the same memory.
 *
 * @param keep of how many blocks of the first network, from its first on, the output is kept.
 */
export function runModel(
  model: readonly Network[],
  { heard, loud }: Features,
  frames: number,
  keep = 0,
): NetworkOutput {
  const { front, blocks, head, side } = model[0]!;
  const steps = Math.ceil(frames / SPAN);
  const reach = Math.max(...blocks.map(({ dilation }) => dilation));
  const width = front.outputs;
  const body = new Float32Array((steps + 2 * reach) * width);
  const inside = body.subarray(reach * width, (reach + steps) * width);
  const inner = new Float32Array(steps * blocks[0]!.wide.outputs);
  const outputs = new Float32Array(steps * head.outputs);
  const sounds = new Float32Array(steps * side.outputs);
  const early: Float32Array[] = [];
  for (const network of model) {
    convolve(network.front, heard, { steps, stride: SPAN }, inside);
    normaliseClip(network.norm, inside, steps, loud);
    for (const { dilation, wide, point } of network.blocks) {
      convolve(wide, body.subarray((reach - dilation) * width), { steps, dilation }, inner);
      convolve(point, positive(inner), { steps, add: true }, inside);
      if (early.length < keep) early.push(positive(inside.slice()));
    }
    convolve(network.head, positive(inside), { steps, add: true }, outputs);
    convolve(network.side, inside, { steps, add: true }, sounds);
  }
  for (const values of [outputs, sounds]) for (let i = 0; i < values.length; i++) values[i]! /= model.length;
  return { outputs, sounds, bilabial: bilabialShare(sounds, side.outputs, steps), early, steps };
}

/**
 * Brings the first layer's values to the mean and variance that the next one expects, cut at 0: batch normalisation (Ioffe and
 * Szegedy 2015) whose statistics lean towards those of the clip's own loud steps, the more of them the more.
 */
function normaliseClip(
  { gain, shift, means, variances, lean }: ClipNorm,
  values: Float32Array,
  steps: number,
  loud: Uint8Array,
): void {
  const width = gain.length;
  const weight = (step: number) => ((loud[SPAN * step] ?? 0) + (loud[SPAN * step + 1] ?? 0)) / SPAN;
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  let count = 0;
  for (let t = 0; t < steps; t++) {
    const w = weight(t);
    if (w === 0) continue;
    count += w;
    for (let i = 0; i < width; i++) {
      const x = values[t * width + i]!;
      sums[i]! += w * x;
      squares[i]! += w * x * x;
    }
  }
  const share = (lean * count) / (count + 100);
  const scale = new Float32Array(width);
  const offset = new Float32Array(width);
  for (let i = 0; i < width; i++) {
    const own = count ? sums[i]! / count : 0;
    const spread = count ? squares[i]! / count - own * own : 0;
    const mean = means[i]! + share * (own - means[i]!);
    scale[i] = gain[i]! / Math.sqrt(variances[i]! + share * (spread - variances[i]!));
    offset[i] = shift[i]! - mean * scale[i]!;
  }
  for (let t = 0; t < steps; t++)
    for (let i = 0; i < width; i++)
      values[t * width + i] = Math.max(0, values[t * width + i]! * scale[i]! + offset[i]!);
}

/** The classes of training/sounds.ts: 27, of which m, p, b are these. */
const SOUNDS = 27;
const BILABIALS = [1, 4, 5];

/** The bilabials' part of a softmax over all classes of sounds. */
function bilabialShare(logits: Float32Array, stride: number, steps: number): Float32Array {
  const share = new Float32Array(SPAN * steps);
  for (let f = 0; f < share.length; f++) {
    const at = Math.floor(f / SPAN) * stride + (f % SPAN) * SOUNDS;
    let total = 0;
    for (let k = 0; k < SOUNDS; k++) total += Math.exp(logits[at + k]!);
    for (const k of BILABIALS) share[f]! += Math.exp(logits[at + k]!) / total;
  }
  return share;
}

function positive(values: Float32Array): Float32Array {
  for (let i = 0; i < values.length; i++) if (values[i]! < 0) values[i] = 0;
  return values;
}
