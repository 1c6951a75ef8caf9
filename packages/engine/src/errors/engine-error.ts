/** Stable names of everything the engine refuses or fails at; safe to switch on. */
export type EngineErrorCode =
  | 'media_not_found'
  | 'unreadable_media'
  | 'no_face'
  | 'no_speech'
  | 'output_failed'
  | 'invalid_argument'
  | 'worker_failed';

const brand = Symbol.for('chamelaion.engine.error');

/**
 * Root of all errors of the engine. `message` is written for the person who chose the files: it names the input and
 * says what to do. `code` is stable.
 *
 * @example
 * try { await lipsync({ video, audio, output }) } catch (error) {
 *   if (EngineError.isInstance(error)) console.error(error.code, error.message);
 * }
 */
export class EngineError extends Error {
  readonly code: EngineErrorCode;
  readonly [brand] = true;

  constructor(code: EngineErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }

  /** True for errors of this family, also across duplicate installs of the package. */
  static isInstance(value: unknown): value is EngineError {
    return typeof value === 'object' && value !== null && brand in value;
  }
}
