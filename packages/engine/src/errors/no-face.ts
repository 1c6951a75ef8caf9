import { EngineError } from './engine-error.js';

/** No frame of the video shows a face that could be tracked. */
export class NoFaceError extends EngineError {
  constructor(path: string) {
    super(
      'no_face',
      `No face was found in the video ${path}: use footage in which a face is seen from the front, at least about 64 pixels wide.`,
    );
  }
}
