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
