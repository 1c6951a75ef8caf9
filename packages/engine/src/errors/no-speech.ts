import { EngineError } from './engine-error.js';

/** The voice file holds no audible sound. */
export class NoSpeechError extends EngineError {
  constructor(path: string) {
    super('no_speech', `The audio ${path} is silent: use a recording in which somebody speaks.`);
  }
}
