import {
  ALL_FORMATS,
  type AudioSample,
  AudioSampleSink,
  FilePathSource,
  Input,
  type InputAudioTrack,
} from 'mediabunny';
import { MediaNotFoundError } from '../errors/media-not-found.js';
import { UnreadableMediaError } from '../errors/unreadable-media.js';
import { assertFile } from './assert-file.js';
import type { Sound } from './sound.js';
import { installWebCodecs } from './webcodecs.js';

/**
 * Decodes a whole sound file (or the sound track of a film).
 * @throws {MediaNotFoundError} if there is no such file.
 * @throws {UnreadableMediaError} if it holds no sound that can be decoded.
 */
export async function readSound(path: string): Promise<Sound> {
  installWebCodecs();
  await assertFile('audio', path);
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(path) });
  try {
    const track = await input.getPrimaryAudioTrack();
    if (!track) throw new UnreadableMediaError('audio', path, 'it has no sound');
    if (!(await track.canDecode()))
      throw new UnreadableMediaError('audio', path, `its codec ${track.codec ?? ''} is not supported`);
    return await decode(track);
  } catch (error) {
    if (error instanceof MediaNotFoundError || error instanceof UnreadableMediaError || !(error instanceof Error))
      throw error;
    throw new UnreadableMediaError('audio', path, error.message.replace(/\.$/, ''), { cause: error });
  } finally {
    input.dispose();
  }
}

/** Decodes the sound track of an open film; null where there is none that can be decoded. */
export async function soundOfFilm(input: Input): Promise<Sound | null> {
  const track = await input.getPrimaryAudioTrack();
  if (!track || !(await track.canDecode())) return null;
  return decode(track);
}

async function decode(track: InputAudioTrack): Promise<Sound> {
  const blocks: Float32Array[][] = [];
  let sampleRate = track.sampleRate;
  let start: number | undefined;
  for await (const sample of new AudioSampleSink(track).samples()) {
    start ??= sample.timestamp;
    sampleRate = sample.sampleRate;
    blocks.push(channelsOf(sample));
    sample.close();
  }
  const lead = Math.round((start ?? 0) * sampleRate);
  const count = blocks[0]?.length ?? 1;
  const length = Math.max(
    0,
    blocks.reduce((sum, block) => sum + block[0]!.length, lead),
  );
  const channels = Array.from({ length: count }, () => new Float32Array(length));
  let at = lead;
  for (const block of blocks) {
    const skip = Math.max(0, -at);
    block.forEach((samples, channel) => {
      if (skip < samples.length) channels[channel]?.set(samples.subarray(skip), at + skip);
    });
    at += block[0]!.length;
  }
  return { sampleRate, channels };
}

function channelsOf(sample: AudioSample): Float32Array[] {
  return Array.from({ length: sample.numberOfChannels }, (_, planeIndex) => {
    const options = { planeIndex, format: 'f32-planar' } as const;
    const samples = new Float32Array(sample.allocationSize(options) / 4);
    sample.copyTo(samples, options);
    return samples;
  });
}
