import { EngineError } from './engine-error.js';

/** An input file that is not there (or is a directory, or may not be read). */
export class MediaNotFoundError extends EngineError {
  /** Which input it was. */
  readonly input: 'video' | 'audio';
  readonly path: string;

  constructor(input: 'video' | 'audio', path: string, options?: { cause?: unknown }) {
    super(
      'media_not_found',
      `The ${input} file ${path} cannot be opened: check the path and its permissions.`,
      options,
    );
    this.input = input;
    this.path = path;
  }
}
