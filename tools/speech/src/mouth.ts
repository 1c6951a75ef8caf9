import { isBilabial, SHAPES, soundsOf, targetOf } from './phone-table.js';
import type { Phone } from './synthesize.js';

/** The mouth that the phones ask for, one value a frame. */
export interface PhoneMouth {
  /** Index into {@link SHAPES}. */
  shapes: Uint8Array;
  /** 0 shut … 1 wide open. */
  opening: Float32Array;
  /** 0 narrow … 1 spread; .5 at rest. */
  width: Float32Array;
  /** 0 flat … 1 fully rounded. */
  rounding: Float32Array;
  /** 1 while p, b or m shuts the lips. */
  closed: Uint8Array;
}

const GRID = 100;
const REST = SHAPES.indexOf('X');
/** Lips move smoothly from sound to sound: a Gaussian of this many seconds. */
const COARTICULATION = 0.03;

/**
 * The mouth of a sequence of phones: a target a sound ({@link soundsOf}), joined by Gaussian coarticulation (σ 30 ms), lips
 * fully shut during p, b, m. A model from phone times, not a measured mouth.
 *
 * @param phones times in seconds, in order.
 * @param fps frames a second; frame i is taken at (i + ½) / fps.
 * @param frames number of frames; past the last phone the mouth rests.
 * @example
 * const { phones } = await synthesize('Bob met my papa.');
 * const { opening, closed } = mouthFromPhones(phones, 25, 50);
 */
export function mouthFromPhones(phones: readonly Phone[], fps: number, frames: number): PhoneMouth {
  const steps = Math.max(1, Math.ceil((frames / fps) * GRID) + 1);
  const shape = new Uint8Array(steps).fill(REST);
  const shut = new Uint8Array(steps);
  const raw = [new Float32Array(steps), new Float32Array(steps).fill(0.5), new Float32Array(steps)] as const;
  for (const { start, end, symbol } of soundTimes(phones)) {
    const target = targetOf(symbol)!;
    const from = Math.round(start * GRID);
    const to = Math.min(steps, Math.max(from + 1, Math.round(end * GRID)));
    shape.fill(SHAPES.indexOf(target.shape), from, to);
    shut.fill(isBilabial(symbol) ? 1 : 0, from, to);
    raw[0].fill(target.opening, from, to);
    raw[1].fill(target.width, from, to);
    raw[2].fill(target.rounding, from, to);
  }
  const [opening, width, rounding] = raw.map((track) => gaussian(track, COARTICULATION * GRID)) as Float32Array[];
  for (let i = 0; i < steps; i++) if (shut[i]) opening![i] = Math.min(opening![i]!, 0.03);
  const at = (frame: number) => Math.min(steps - 1, Math.floor(((frame + 0.5) / fps) * GRID));
  const sample = (track: Float32Array) => Float32Array.from({ length: frames }, (_, i) => track[at(i)]!);
  return {
    shapes: Uint8Array.from({ length: frames }, (_, i) => shape[at(i)]!),
    opening: sample(opening!),
    width: sample(width!),
    rounding: sample(rounding!),
    closed: Uint8Array.from({ length: frames }, (_, i) => shut[at(i)]!),
  };
}

/** Every single sound with its time; the sounds of one label share its time by {@link soundsOf}. */
export function soundTimes(phones: readonly Phone[]): { symbol: string; start: number; end: number }[] {
  return phones.flatMap(({ phone, start, end }) => {
    let time = start;
    return soundsOf(phone).map(({ symbol, share }) => {
      const from = time;
      time += (end - start) * share;
      return { symbol, start: from, end: time };
    });
  });
}

function gaussian(track: Float32Array, sigma: number): Float32Array {
  const reach = Math.ceil(3 * sigma);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-0.5 * ((i - reach) / sigma) ** 2));
  const total = kernel.reduce((sum, k) => sum + k, 0);
  return track.map((_, i) => {
    let sum = 0;
    for (let j = -reach; j <= reach; j++)
      sum += kernel[j + reach]! * track[Math.min(track.length - 1, Math.max(0, i + j))]!;
    return sum / total;
  });
}
