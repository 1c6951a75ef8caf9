import {
  ALL_FORMATS,
  FilePathSource,
  Input,
  type InputVideoTrack,
  type VideoSample,
  VideoSampleSink,
} from 'mediabunny';
import { MediaNotFoundError } from '../errors/media-not-found.js';
import { UnreadableMediaError } from '../errors/unreadable-media.js';
import { assertFile } from './assert-file.js';
import type { I420 } from './i420.js';
import { toUprightI420 } from './to-i420.js';
import { installWebCodecs } from './webcodecs.js';
import { weighFrame } from './weigh-frame.js';

/** A decoded picture, in memory that threads share, and when it is shown, in seconds. */
export interface TimedPicture {
  readonly picture: I420;
  readonly timestamp: number;
  readonly duration: number;
}

/** Seconds by which a timestamp may be off. */
const ROUNDING = 1e-4;

/** A video file, decodable from its start as often as one likes. */
export class VideoReader {
  /** Upright size in pixels, square pixels or not. */
  readonly width: number;
  readonly height: number;
  /** Upright size as shown, in square pixels. */
  readonly display: { readonly width: number; readonly height: number };
  /** Frames a second on average. */
  readonly fps: number;
  /** Number of frames as the container tells it; decoding may give fewer. */
  readonly frames: number;
  readonly colorSpace: VideoColorSpaceInit;
  readonly #path: string;
  readonly #input: Input;
  /** Memory of pictures that were given back, while others are decoded. */
  #spare: Uint8Array[] | null = null;
  readonly #track: InputVideoTrack;

  private constructor(
    path: string,
    input: Input,
    track: InputVideoTrack,
    about: Pick<VideoReader, 'width' | 'height' | 'display' | 'fps' | 'frames' | 'colorSpace'>,
  ) {
    this.#path = path;
    this.#input = input;
    this.#track = track;
    this.width = about.width;
    this.height = about.height;
    this.display = about.display;
    this.fps = about.fps;
    this.frames = about.frames;
    this.colorSpace = about.colorSpace;
  }

  /**
   * Opens a video.
   * @throws {MediaNotFoundError} if there is no such file.
   * @throws {UnreadableMediaError} if it holds no video that can be decoded.
   */
  static async open(path: string): Promise<VideoReader> {
    installWebCodecs();
    await assertFile('video', path);
    const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(path) });
    try {
      const track = await input.getPrimaryVideoTrack();
      if (!track) throw new UnreadableMediaError('video', path, 'it has no video track');
      if (!(await track.canDecode()))
        throw new UnreadableMediaError('video', path, `its codec ${track.codec ?? ''} is not supported`);
      if (await track.canBeTransparent()) throw new UnreadableMediaError('video', path, 'it has an alpha channel');
      const stats = await track.computePacketStats();
      const rotated = track.rotation % 180 !== 0;
      return new VideoReader(path, input, track, {
        width: rotated ? track.codedHeight : track.codedWidth,
        height: rotated ? track.codedWidth : track.codedHeight,
        display: { width: await track.getDisplayWidth(), height: await track.getDisplayHeight() },
        fps: stats.averagePacketRate,
        frames: stats.packetCount,
        colorSpace: await track.getColorSpace(),
      });
    } catch (error) {
      input.dispose();
      throw asUnreadable(path, error);
    }
  }

  /** Decodes all frames in the order in which they are shown. */
  pictures(): AsyncGenerator<TimedPicture> {
    return this.#decode();
  }

  /** Decodes the frames shown from one moment to another, both included, in seconds from the first frame. */
  async *picturesBetween(from: number, to: number): AsyncGenerator<TimedPicture> {
    const first = await this.#track.getFirstTimestamp();
    for await (const timed of this.#decode(first + from - ROUNDING, first + to + ROUNDING))
      if (timed.timestamp >= first + from - ROUNDING) yield timed;
  }

  async *#decode(start?: number, end?: number): AsyncGenerator<TimedPicture> {
    this.#spare = [];
    try {
      for await (const sample of new VideoSampleSink(this.#track).samples(start, end)) yield await this.#take(sample);
    } catch (error) {
      throw asUnreadable(this.#path, error);
    } finally {
      this.#spare = null;
    }
  }

  /** Copies a decoded sample where all threads see it. */
  async #take(sample: VideoSample): Promise<TimedPicture> {
    weighFrame(sample, sample.allocationSize());
    try {
      const picture = await toUprightI420(sample, (bytes) => {
        const spare = this.#spare?.pop();
        return spare?.length === bytes ? spare : new Uint8Array(new SharedArrayBuffer(bytes));
      });
      return { picture, timestamp: sample.timestamp, duration: sample.duration };
    } finally {
      sample.close();
    }
  }

  /** Lets the memory of a picture that nobody needs any more be used for another one. */
  recycle({ data }: I420): void {
    this.#spare?.push(data);
  }

  /** The video's own sound track, if it has one that can be decoded. */
  get input(): Input {
    return this.#input;
  }

  close(): void {
    this.#input.dispose();
  }
}

function asUnreadable(path: string, error: unknown): unknown {
  if (error instanceof MediaNotFoundError || error instanceof UnreadableMediaError) return error;
  if (!(error instanceof Error)) return error;
  return new UnreadableMediaError('video', path, error.message.replace(/\.$/, ''), { cause: error });
}
