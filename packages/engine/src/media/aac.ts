import { setImmediate } from 'node:timers/promises';
import { EncodedPacket } from 'mediabunny';
import type { Sound } from './sound.js';
import { installWebCodecs } from './webcodecs.js';

/** A sound as AAC packets, with the description that a muxer needs. */
export interface EncodedSound {
  readonly packets: readonly EncodedPacket[];
  readonly metadata: EncodedAudioChunkMetadata;
}

/** Samples in an AAC frame; as many come before the sound, the encoder's start-up. */
const FRAME = 1024;

/** Samples handed to the encoder at a time; in between the process does other things. */
const BLOCK = 8 * FRAME;

/**
 * Encodes a sound as AAC-LC. Packets are stamped by their number: the first one lies before 0 (an edit list leaves it
 * out), the last one ends where the sound ends.
 *
 * @param signal stops it; the promise is rejected with the signal's reason.
 */
export async function encodeAac(sound: Sound, signal?: AbortSignal): Promise<EncodedSound> {
  installWebCodecs();
  const { sampleRate, channels } = sound;
  const length = channels[0]!.length;
  const packets: EncodedPacket[] = [];
  let metadata: EncodedAudioChunkMetadata = {};
  let failure: unknown;
  const encoder = new AudioEncoder({
    output: (chunk, about) => {
      if (about?.decoderConfig) metadata = about;
      const start = (packets.length - 1) * FRAME;
      if (start >= length) return;
      const duration = Math.min(FRAME, length - start) / sampleRate;
      packets.push(
        EncodedPacket.fromEncodedChunk(chunk).clone({ timestamp: start / sampleRate, duration, type: 'key' }),
      );
    },
    error: (error) => {
      failure = error;
    },
  });
  const numberOfChannels = channels.length;
  encoder.configure({ codec: 'mp4a.40.2', sampleRate, numberOfChannels, bitrate: 64e3 + 64e3 * numberOfChannels });
  for (let start = 0; start < length; start += BLOCK) {
    const numberOfFrames = Math.min(BLOCK, length - start);
    const data = new Float32Array(numberOfFrames * numberOfChannels);
    channels.forEach((channel, k) => {
      data.set(channel.subarray(start, start + numberOfFrames), k * numberOfFrames);
    });
    const timestamp = Math.round((start / sampleRate) * 1e6);
    const block = new AudioData({
      format: 'f32-planar',
      sampleRate,
      numberOfChannels,
      numberOfFrames,
      timestamp,
      data,
    });
    encoder.encode(block);
    block.close();
    await setImmediate();
    if (!signal?.aborted) continue;
    encoder.close();
    throw signal.reason;
  }
  await encoder.flush();
  encoder.close();
  if (failure) throw failure;
  return { packets, metadata };
}
