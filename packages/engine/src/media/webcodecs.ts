import {
  AudioData,
  AudioDecoder,
  AudioEncoder,
  EncodedAudioChunk,
  EncodedVideoChunk,
  VideoColorSpace,
  VideoDecoder,
  VideoEncoder,
  VideoFrame,
} from '@napi-rs/webcodecs';
import { aacCoreRate } from './aac-core.js';

/** Decodes HE-AAC too: the codec wants the coded rate, and what a file tells may be the one that is heard. */
class AacAwareDecoder extends AudioDecoder {
  override configure(config: AudioDecoderConfig): void {
    super.configure({ ...config, sampleRate: aacCoreRate(config) } as Parameters<AudioDecoder['configure']>[0]);
  }
}

const classes = {
  AudioData,
  AudioDecoder: AacAwareDecoder,
  AudioEncoder,
  EncodedAudioChunk,
  EncodedVideoChunk,
  VideoColorSpace,
  VideoDecoder,
  VideoEncoder,
  VideoFrame,
};

/** Puts the WebCodecs classes where mediabunny looks for them; classes that the runtime has stay as they are. */
export function installWebCodecs(): void {
  const target = globalThis as Record<string, unknown>;
  for (const [name, implementation] of Object.entries(classes)) target[name] ??= implementation;
}

/**
 * Runs `work` with the process kept alive: the native codecs answer from threads of their own, which the event loop
 * does not count, so Node would leave while a frame is being decoded.
 */
export async function whileCodecsRun<T>(work: () => Promise<T>): Promise<T> {
  const keepAlive = setInterval(() => {}, 1 << 30);
  try {
    return await work();
  } finally {
    clearInterval(keepAlive);
  }
}
