import { ALL_FORMATS, AudioSampleSink, FilePathSource, Input, type InputAudioTrack } from 'mediabunny';
import { MediaNotFoundError } from '../errors/media-not-found.js';
import { UnreadableMediaError } from '../errors/unreadable-media.js';
import { assertFile } from './assert-file.js';
import { channelsOf } from './channels.js';
import { type Padding, paddingOf } from './priming.js';
import { atMostStereo, forStudy, mono, type Sound } from './sound.js';
import { installWebCodecs } from './webcodecs.js';

/**
 * Decodes a whole sound file (or the sound track of a film), mixed down to stereo where it has more channels.
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
    const sound = await decode(track, atMostStereo);
    return trim(sound, await paddingOf(track, path, sound.sampleRate));
  } catch (error) {
    if (error instanceof MediaNotFoundError || error instanceof UnreadableMediaError || !(error instanceof Error))
      throw error;
    throw new UnreadableMediaError('audio', path, error.message.replace(/\.$/, ''), { cause: error });
  } finally {
    input.dispose();
  }
}

/** Decodes the sound track of an open film, mono and at the rate at which voices are studied; null where there is none that can be decoded: it only helps. */
export async function soundOfFilm(input: Input): Promise<Sound | null> {
  try {
    const track = await input.getPrimaryAudioTrack();
    if (!track || !(await track.canDecode())) return null;
    return forStudy(await decode(track, (channels) => [mono(channels)]));
  } catch {
    return null;
  }
}

function trim({ sampleRate, channels }: Sound, { start, end }: Padding): Sound {
  const length = channels[0]!.length;
  const first = Math.min(start, length);
  return { sampleRate, channels: channels.map((channel) => channel.subarray(first, Math.max(first, length - end))) };
}

/** Decodes a track; `mix` makes of each block's channels those that are kept. */
async function decode(track: InputAudioTrack, mix: (channels: Float32Array[]) => Float32Array[]): Promise<Sound> {
  let sampleRate = track.sampleRate;
  let channels: Float32Array[] = [];
  let length = 0;
  const seconds = await track.computeDuration();
  for await (const sample of new AudioSampleSink(track).samples()) {
    const block = mix(channelsOf(sample));
    if (channels.length === 0) {
      sampleRate = sample.sampleRate;
      length = Math.round(sample.timestamp * sampleRate);
      const capacity = Math.ceil(Math.max(0, seconds) * sampleRate) + sampleRate;
      channels = block.map(() => new Float32Array(capacity));
    }
    sample.close();
    const end = length + block[0]!.length;
    if (end > channels[0]!.length) channels = channels.map((channel) => enlarged(channel, end));
    const skip = Math.max(0, -length);
    channels.forEach((channel, k) => {
      if (block[k] && skip < block[k].length) channel.set(block[k].subarray(skip), length + skip);
    });
    length = end;
  }
  if (channels.length === 0) channels = [new Float32Array(0)];
  return { sampleRate, channels: channels.map((channel) => channel.subarray(0, Math.max(0, length))) };
}

function enlarged(channel: Float32Array, least: number): Float32Array {
  const out = new Float32Array(Math.max(least, Math.ceil(1.5 * channel.length)));
  out.set(channel);
  return out;
}
