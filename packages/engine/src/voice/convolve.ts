import { CONVOLVE_BASE64 } from './convolve.gen.js';

/** A one-dimensional convolution. */
export interface Convolution {
  inputs: number;
  /** A multiple of {@link TOGETHER}. */
  outputs: number;
  taps: number;
  /** `[output / 8][tap][input][output % 8]`. */
  weights: Float32Array;
  bias: Float32Array;
}

/** Outputs that are summed up together, and steps that are. */
export const TOGETHER = 8;
const STEPS_TOGETHER = 4;

interface Kernel {
  memory: Float32Array;
  convolve(...parameters: number[]): void;
}

const WORD = Float32Array.BYTES_PER_ELEMENT;
/** Steps that are done at a time: what they need fits the kernel's memory of 1 MB. */
const PIECE = 256;

let loaded: Kernel | undefined;

/** The inner loop as WebAssembly with vectors (kernel/convolve.wat); compiled once a thread. */
function kernel(): Kernel {
  if (loaded) return loaded;
  const bytes = Uint8Array.from(atob(CONVOLVE_BASE64), (char) => char.charCodeAt(0));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const memory = new Float32Array((exports['memory'] as WebAssembly.Memory).buffer);
  loaded = { memory, convolve: exports['convolve'] as Kernel['convolve'] };
  return loaded;
}

/** Which steps of an input a convolution reads. */
export interface Course {
  /** Steps of the output. */
  steps: number;
  /** Steps of the input from one of the output to the next; default 1. */
  stride?: number;
  /** Steps of the input from one tap to the next; default 1. */
  dilation?: number;
  /** Whether the result is added to what is in the output. */
  add?: boolean;
}

/** `output[t] = bias + Σ weights[tap] · input[t · stride + tap · dilation]` */
export function convolve(
  { inputs, outputs, taps, weights, bias }: Convolution,
  input: Float32Array,
  { steps, stride = 1, dilation = 1, add = false }: Course,
  output: Float32Array,
): void {
  const { memory, convolve: run } = kernel();
  const biasAt = weights.length;
  const outputAt = biasAt + bias.length;
  const inputAt = outputAt + PIECE * outputs;
  memory.set(weights, 0);
  memory.set(bias, biasAt);
  for (let from = 0; from < steps; from += PIECE) {
    const count = Math.min(PIECE, steps - from);
    const first = from * stride * inputs;
    memory.set(input.subarray(first, first + (count * stride + (taps - 1) * dilation) * inputs), inputAt);
    run(
      inputAt * WORD,
      stride * inputs * WORD,
      taps,
      dilation * inputs * WORD,
      inputs * WORD,
      0,
      biasAt * WORD,
      outputs * WORD,
      outputAt * WORD,
      Math.ceil(count / STEPS_TOGETHER) * STEPS_TOGETHER,
    );
    const [at, length] = [from * outputs, count * outputs];
    if (add) for (let i = 0; i < length; i++) output[at + i]! += memory[outputAt + i]!;
    else output.set(memory.subarray(outputAt, outputAt + length), at);
  }
}
