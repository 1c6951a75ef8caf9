import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from 'mediabunny';
import { type Sound, seconds } from '../src/media/sound.js';
import { VideoReader } from '../src/media/video-reader.js';
import { whileCodecsRun } from '../src/media/webcodecs.js';

/** What a file says about its picture. */
export interface About {
  readonly codec: string | null;
  readonly size: readonly [number, number];
  /** Size as a player shows it, turned and in square pixels. */
  readonly shown: readonly [number, number];
  readonly colorSpace: VideoColorSpaceInit;
  /** When each frame is shown, and when the last one ends, in seconds from the first. */
  readonly times: number[];
}

export async function about(path: string): Promise<About> {
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(path) });
  const track = (await input.getPrimaryVideoTrack())!;
  const times: number[] = [];
  for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, { metadataOnly: true }))
    times.push(packet.timestamp);
  times.sort((a, b) => a - b);
  times.push(await track.computeDuration());
  const found = {
    codec: track.codec,
    size: [await track.getCodedWidth(), await track.getCodedHeight()] as const,
    shown: [await track.getDisplayWidth(), await track.getDisplayHeight()] as const,
    colorSpace: await track.getColorSpace(),
    times: times.map((time) => time - times[0]!),
  };
  input.dispose();
  return found;
}

/** Peak signal-to-noise ratio (dB) of luma in the upper third of two films' first frames, upright: no mouth is there. */
export function likeness(a: string, b: string): Promise<number> {
  return whileCodecsRun(async () => {
    const [first, second] = [await top(a), await top(b)];
    const error = first.reduce((sum, value, i) => sum + (value - second[i]!) ** 2, 0) / first.length;
    return 10 * Math.log10(255 ** 2 / Math.max(1e-9, error));
  });
}

async function top(path: string): Promise<Uint8Array> {
  const video = await VideoReader.open(path);
  try {
    const { value } = await video.pictures().next();
    const { width, height, data } = value!.picture;
    return data.subarray(0, width * Math.floor(height / 3));
  } finally {
    video.close();
  }
}

/** Seconds by which a sound comes after another one, to an eighth of a millisecond: the shift, up to 100 ms, at which they match best. */
export function lag(sound: Sound, original: Sound): number {
  const rate = 8000;
  const at = ({ channels, sampleRate }: Sound, t: number): number =>
    channels[0]![Math.round((t / rate) * sampleRate)] ?? 0;
  const count = Math.round(seconds(original) * rate);
  let [best, found] = [Number.NEGATIVE_INFINITY, 0];
  for (let shift = -800; shift <= 800; shift++) {
    let match = 0;
    for (let i = 0; i < count; i++) match += at(sound, i + shift) * at(original, i);
    if (match > best) [best, found] = [match, shift];
  }
  return found / rate;
}
