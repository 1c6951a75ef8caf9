import { VOICE_RATE } from '../voice/log-mel.js';
import { Resampler } from '../voice/resampler.js';

/** Decoded sound: one array of samples (−1..1) a channel, all equally long. */
export interface Sound {
  readonly sampleRate: number;
  readonly channels: readonly Float32Array[];
}

/** The mean of all channels. */
export function mono(channels: readonly Float32Array[]): Float32Array {
  if (channels.length === 1) return channels[0]!;
  const out = new Float32Array(channels[0]!.length);
  for (const channel of channels) for (let i = 0; i < out.length; i++) out[i]! += channel[i]! / channels.length;
  return out;
}

/** Seconds of sound. */
export const seconds = (sound: Sound): number => sound.channels[0]!.length / sound.sampleRate;

/** Share of the centre and of the surround channels in a stereo down-mix (ITU-R BS.775). */
const FOLD = Math.SQRT1_2;

/** Mono and stereo as they are; more channels (in the order left, right, centre, low, surround…) mixed down to two. */
export function atMostStereo(channels: Float32Array[]): Float32Array[] {
  const [left, right, centre, , ...surround] = channels;
  if (!left || !right || channels.length <= 2) return channels;
  const mix = (front: Float32Array, side: 0 | 1): Float32Array => {
    const sides = surround.filter((_, i) => i % 2 === side);
    return front.map((value, i) => {
      const rest = FOLD * ((centre?.[i] ?? 0) + sides.reduce((sum, channel) => sum + channel[i]!, 0));
      return Math.max(-1, Math.min(1, value + rest));
    });
  };
  return [mix(left, 0), mix(right, 1)];
}

/** Sample rates that AAC has (ISO/IEC 14496-3, table 1.18), and the one for sounds of a higher rate. */
const AAC_RATES = [7350, 8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000];
const HIGH_RATE = 48000;

/** The sound at a sample rate that AAC has: its own, the next higher, or 48 kHz. */
export function atAacRate(sound: Sound): Sound {
  const sampleRate = AAC_RATES.find((rate) => rate >= sound.sampleRate) ?? HIGH_RATE;
  if (sampleRate === sound.sampleRate) return sound;
  return { sampleRate, channels: sound.channels.map((channel) => resampled(channel, sound.sampleRate, sampleRate)) };
}

/** The sound as one channel at the rate at which voices are studied. */
export function forStudy({ channels, sampleRate }: Sound): Sound {
  return { sampleRate: VOICE_RATE, channels: [resampled(mono(channels), sampleRate, VOICE_RATE)] };
}

function resampled(samples: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return samples;
  const blocks: Float32Array[] = [];
  const resampler = new Resampler(from, to, (block) => blocks.push(block));
  resampler.push(samples);
  resampler.finish();
  const out = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    out.set(block, at);
    at += block.length;
  }
  return out;
}
