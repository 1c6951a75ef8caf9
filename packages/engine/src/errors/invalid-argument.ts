import { EngineError } from './engine-error.js';

/** An option that makes no sense, told before any work is done. */
export class InvalidArgumentError extends EngineError {
  constructor(message: string) {
    super('invalid_argument', message);
  }
}
