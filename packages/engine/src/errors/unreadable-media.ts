import { EngineError } from './engine-error.js';

/** An input that exists but is not usable media: not a container we know, no such track, a codec we cannot decode. */
export class UnreadableMediaError extends EngineError {
  /** Which input it was. */
  readonly input: 'video' | 'audio';
  readonly path: string;

  constructor(input: 'video' | 'audio', path: string, reason: string, options?: { cause?: unknown }) {
    const accepted =
      input === 'video' ? 'MP4, MOV, WebM or MKV with a video track' : 'WAV, MP3, M4A or another audio file';
    super('unreadable_media', `The ${input} file ${path} cannot be read: ${reason}. Use ${accepted}.`, options);
    this.input = input;
    this.path = path;
  }
}
