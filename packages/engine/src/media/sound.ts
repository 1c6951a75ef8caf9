/** Decoded sound: one array of samples (−1..1) a channel, all equally long. */
export interface Sound {
  readonly sampleRate: number;
  readonly channels: readonly Float32Array[];
}

/** The mean of all channels. */
export function mono({ channels }: Sound): Float32Array {
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
export function atMostStereo(sound: Sound): Sound {
  const [left, right, centre, , ...surround] = sound.channels;
  if (!left || !right || sound.channels.length <= 2) return sound;
  const mix = (front: Float32Array, side: 0 | 1): Float32Array => {
    const sides = surround.filter((_, i) => i % 2 === side);
    return front.map((value, i) => {
      const rest = FOLD * ((centre?.[i] ?? 0) + sides.reduce((sum, channel) => sum + channel[i]!, 0));
      return Math.max(-1, Math.min(1, value + rest));
    });
  };
  return { sampleRate: sound.sampleRate, channels: [mix(left, 0), mix(right, 1)] };
}
