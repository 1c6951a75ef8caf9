import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  EncodedAudioPacketSource,
  FilePathTarget,
  Mp4OutputFormat,
  Output,
  Quality,
  VideoSample,
  VideoSampleSource,
} from 'mediabunny';
import { OutputFailedError } from '../errors/output-failed.js';
import type { EncodedSound } from './aac.js';
import type { I420 } from './i420.js';
import { installWebCodecs } from './webcodecs.js';
import { weighFrame } from './weigh-frame.js';

export interface Mp4WriterOptions {
  readonly width: number;
  readonly height: number;
  /** Most frames that will be written; the index is reserved at the head of the file for so many. */
  readonly maxFrames: number;
  /** Frames a second on average. */
  readonly fps: number;
  readonly colorSpace?: VideoColorSpaceInit;
  /** Size as shown, in square pixels; default: the pixels are square. */
  readonly display?: { readonly width: number; readonly height: number };
  /** The sound of the whole file; none = a silent film. */
  readonly sound?: EncodedSound;
  /** Free text in the file's metadata. */
  readonly comment?: string;
}

/** H.264 quantizer: about 47 dB on a talking head; the bit rate is for encoders that know no quantizer. */
const QUANTIZER = 20;

/**
 * Writes H.264 + AAC into an MP4 whose index comes first. The file appears under its name only when {@link finish}
 * is done; until then, and after {@link discard}, there is at most a hidden temporary file beside it.
 */
export class Mp4Writer {
  readonly #path: string;
  readonly #temporary: string;
  readonly #options: Mp4WriterOptions;
  readonly #output: Output;
  readonly #video: VideoSampleSource;
  readonly #audio: EncodedAudioPacketSource | null;
  #packetsDone = 0;

  private constructor(path: string, options: Mp4WriterOptions) {
    installWebCodecs();
    this.#path = path;
    this.#options = options;
    this.#temporary = join(dirname(path), `.${basename(path)}.${process.pid}.${Date.now().toString(36)}.part`);
    this.#output = new Output({
      format: new Mp4OutputFormat({ fastStart: 'reserve' }),
      target: new FilePathTarget(this.#temporary),
    });
    const { width, height, fps, sound } = options;
    const bitrate = Math.max(1e6, Math.round(0.25 * width * height * fps));
    this.#video = new VideoSampleSource({ codec: 'avc', quality: new Quality({ quantizer: QUANTIZER, bitrate }) });
    this.#output.addVideoTrack(this.#video, { maximumPacketCount: options.maxFrames + 8 });
    this.#audio = sound ? new EncodedAudioPacketSource('aac') : null;
    if (sound && this.#audio) this.#output.addAudioTrack(this.#audio, { maximumPacketCount: sound.packets.length + 8 });
    if (options.comment) this.#output.setMetadataTags({ comment: options.comment });
  }

  /** Opens the temporary file beside `path`. */
  static async open(path: string, options: Mp4WriterOptions): Promise<Mp4Writer> {
    const writer = new Mp4Writer(path, options);
    await writer.#guard(() => writer.#output.start());
    return writer;
  }

  /** Adds a picture, shown from `timestamp` for `duration` seconds, and the sound up to there. */
  async addFrame(picture: I420, timestamp: number, duration: number): Promise<void> {
    const { colorSpace, display } = this.#options;
    const frame = new VideoFrame(picture.data, {
      format: 'I420',
      codedWidth: picture.width,
      codedHeight: picture.height,
      timestamp: Math.round(timestamp * 1e6),
      ...(colorSpace && { colorSpace }),
      ...(display && { displayWidth: display.width, displayHeight: display.height }),
    });
    weighFrame(frame, picture.data.length);
    const sample = new VideoSample(frame, { timestamp, duration });
    try {
      await this.#guard(() => this.#video.add(sample));
    } finally {
      sample.close();
    }
    await this.#addSoundUntil(timestamp + duration);
  }

  /** Writes what is left and gives the file its name. */
  async finish(): Promise<void> {
    await this.#addSoundUntil(Number.POSITIVE_INFINITY);
    await this.#guard(() => this.#output.finalize());
    await this.#guard(() => rename(this.#temporary, this.#path));
  }

  /** Stops and leaves nothing behind. */
  async discard(): Promise<void> {
    await this.#output.cancel().catch(() => {});
    await rm(this.#temporary, { force: true });
  }

  async #addSoundUntil(seconds: number): Promise<void> {
    if (!this.#options.sound) return;
    const { packets, metadata } = this.#options.sound;
    while (packets[this.#packetsDone] && packets[this.#packetsDone]!.timestamp < seconds) {
      const packet = packets[this.#packetsDone++]!;
      await this.#guard(() => this.#audio!.add(packet, metadata));
    }
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new OutputFailedError(this.#path, reason, { cause: error });
    }
  }
}
