import type { Features } from './normalise.js';
import type { ClipNorm, Convolution, VoiceModel } from './weights.js';

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
 * Runs the temporal convolution network (dilated residual blocks, after van den Oord et al. 2016 and Bai et al. 2018) over
 * normalised features; outside the voice the features are 0, as in training.
 *
 * @param keep of how many blocks from the first on the output is kept.
 */
export function runNetwork(model: VoiceModel, { features, loud }: Features, frames: number, keep = 0): NetworkOutput {
  const { front, norm, blocks, head, side } = model;
  const steps = Math.ceil(frames / SPAN);
  const padded = new Float32Array((SPAN * (steps + 1) + 2 * FRONT_PAD) * front.inputs);
  for (let i = 0; i < frames * front.inputs; i++) padded[FRONT_PAD * front.inputs + i] = features[i]! * INPUT_SCALE;
  const reach = Math.max(...blocks.map(({ dilation }) => dilation));
  const width = front.outputs;
  const body = new Float32Array((steps + 1 + 2 * reach) * width);
  const inside = body.subarray(reach * width);
  convolve(front, padded, steps, SPAN, 1, inside, false);
  normaliseClip(norm, inside, steps, loud);
  const inner = new Float32Array((steps + 1) * Math.max(side.outputs, ...blocks.map(({ wide }) => wide.outputs)));
  const change = new Float32Array((steps + 1) * width);
  const early: Float32Array[] = [];
  for (const { dilation, wide, point } of blocks) {
    body.fill(0, (reach + steps) * width);
    convolve(wide, body.subarray((reach - dilation) * width), steps, 1, dilation, inner, true);
    convolve(point, inner, steps, 1, 1, change, false);
    for (let i = 0; i < steps * width; i++) inside[i]! += change[i]!;
    if (early.length < keep) early.push(positive(inside.slice(0, steps * width)));
  }
  change.set(positive(inside.subarray(0, steps * width)));
  const outputs = new Float32Array((steps + 1) * head.outputs);
  convolve(head, change, steps, 1, 1, outputs, false);
  convolve(side, change, steps, 1, 1, inner, false);
  return {
    outputs: outputs.subarray(0, steps * head.outputs),
    sounds: inner.subarray(0, steps * side.outputs),
    bilabial: bilabialShare(inner, side.outputs, steps),
    early,
    steps,
  };
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

const FRONT_PAD = 2;
const INPUT_SCALE = 0.5;

/**
 * `output[t] = bias + Σ weights[tap] · input[t · stride + tap · dilation]`, optionally cut at 0. Two steps and four outputs at
 * a time, which keeps eight sums in registers; writes up to one step too many.
 */
function convolve(
  { inputs, outputs, taps, weights, bias }: Convolution,
  input: Float32Array,
  steps: number,
  stride: number,
  dilation: number,
  output: Float32Array,
  cut: boolean,
): void {
  const row = taps * inputs;
  for (let t = 0; t < steps; t += 2)
    for (let o = 0; o < outputs; o += 4) {
      let a0 = bias[o]!;
      let a1 = bias[o + 1]!;
      let a2 = bias[o + 2]!;
      let a3 = bias[o + 3]!;
      let b0 = a0;
      let b1 = a1;
      let b2 = a2;
      let b3 = a3;
      for (let tap = 0; tap < taps; tap++) {
        const p = (t * stride + tap * dilation) * inputs;
        const q = p + stride * inputs;
        const w0 = o * row + tap * inputs;
        const w1 = w0 + row;
        const w2 = w1 + row;
        const w3 = w2 + row;
        for (let i = 0; i < inputs; i++) {
          const u = input[p + i]!;
          const v = input[q + i]!;
          const y0 = weights[w0 + i]!;
          const y1 = weights[w1 + i]!;
          const y2 = weights[w2 + i]!;
          const y3 = weights[w3 + i]!;
          a0 += u * y0;
          a1 += u * y1;
          a2 += u * y2;
          a3 += u * y3;
          b0 += v * y0;
          b1 += v * y1;
          b2 += v * y2;
          b3 += v * y3;
        }
      }
      const at = t * outputs + o;
      const next = at + outputs;
      output[at] = cut && a0 < 0 ? 0 : a0;
      output[at + 1] = cut && a1 < 0 ? 0 : a1;
      output[at + 2] = cut && a2 < 0 ? 0 : a2;
      output[at + 3] = cut && a3 < 0 ? 0 : a3;
      output[next] = cut && b0 < 0 ? 0 : b0;
      output[next + 1] = cut && b1 < 0 ? 0 : b1;
      output[next + 2] = cut && b2 < 0 ? 0 : b2;
      output[next + 3] = cut && b3 < 0 ? 0 : b3;
    }
}
