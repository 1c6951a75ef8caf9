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

const classes = {
  AudioData,
  AudioDecoder,
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
