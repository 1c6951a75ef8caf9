import { dub } from './dub.js';
import type { LipsyncReport } from './lipsync-report.js';
import type { Progress } from './progress.js';

export interface LipsyncOptions {
  /** Path of the film whose speaker gets a new voice: MP4, MOV, WebM or MKV. */
  readonly video: string;
  /** Path of the new voice: WAV, MP3, M4A or another sound file (the first sound track of a film works too). */
  readonly audio: string;
  /** Path of the MP4 to write; replaced if it exists, left alone if anything fails. */
  readonly output: string;
  /** Dub the face that speaks in the source (default); false: the largest face of each shot. */
  readonly activeSpeaker?: boolean;
  /** Called as the work goes on. */
  readonly onProgress?: (progress: Progress) => void;
  /** Stops the work; the promise is rejected with the signal's reason and no file is left. */
  readonly signal?: AbortSignal;
  /** Worker threads; default one a processor, at most 8. The result does not depend on it. */
  readonly threads?: number;
}

/**
 * Gives the speaker of a video a new voice, with the mouth to match: files in, file out. The people shown must have
 * agreed to it.
 *
 * @throws {MediaNotFoundError} if an input is not there.
 * @throws {UnreadableMediaError} if an input is not media that can be decoded.
 * @throws {NoFaceError} if no face is found.
 * @throws {NoSpeechError} if the voice is silent.
 * @throws {OutputFailedError} if the output cannot be written.
 * @example
 * await lipsync({ video: 'talk.mp4', audio: 'voice.wav', output: 'dubbed.mp4' });
 */
export function lipsync(options: LipsyncOptions): Promise<LipsyncReport> {
  return dub(options);
}
