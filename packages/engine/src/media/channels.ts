import type { AudioSample } from 'mediabunny';

/** How a sample format stores numbers: their array, the value of silence and that of full level above it. */
const storages = {
  u8: { array: Uint8Array, silence: 128, full: 128 },
  s16: { array: Int16Array, silence: 0, full: 2 ** 15 },
  s32: { array: Int32Array, silence: 0, full: 2 ** 31 },
  f32: { array: Float32Array, silence: 0, full: 1 },
} as const;

/**
 * The channels of decoded sound. Samples are copied as they are stored and converted here: the codecs' own conversion
 * reads integers as floats, past the end of their memory.
 */
export function channelsOf(sample: AudioSample): Float32Array[] {
  const { format, numberOfChannels: count, numberOfFrames: frames } = sample;
  const planar = format.endsWith('-planar');
  const { array, silence, full } = storages[format.replace('-planar', '') as keyof typeof storages];
  const plane = (planeIndex: number): Uint8Array | Int16Array | Int32Array | Float32Array => {
    const stored = new array(planar ? frames : frames * count);
    sample.copyTo(stored, { planeIndex, format });
    return stored;
  };
  const interleaved = planar ? null : plane(0);
  return Array.from({ length: count }, (_, channel) => {
    const stored = interleaved ?? plane(channel);
    const [first, step] = interleaved ? [channel, count] : [0, 1];
    const out = new Float32Array(frames);
    for (let i = 0; i < frames; i++) out[i] = (stored[first + i * step]! - silence) / full;
    return out;
  });
}
