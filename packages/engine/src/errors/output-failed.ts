import { EngineError } from './engine-error.js';

/** The result could not be encoded or written. */
export class OutputFailedError extends EngineError {
  readonly path: string;

  constructor(path: string, reason: string, options?: { cause?: unknown }) {
    super('output_failed', `The output ${path} cannot be written: ${reason}.`, options);
    this.path = path;
  }
}
