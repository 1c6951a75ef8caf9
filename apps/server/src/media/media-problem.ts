/** Which of a job's two inputs. */
export type InputName = 'video' | 'audio';

/**
 * Something is wrong with what the caller sent, and trying again would not help. The message becomes the request's
 * `error_message`.
 */
export class MediaProblem extends Error {}

/** The input's URL cannot be fetched, or may not be. */
export const notAccessible = (input: InputName, cause?: unknown): MediaProblem =>
  new MediaProblem(`${input} URL is not accessible`, { cause });

/** The input is something else than what the API takes. */
export const wrongType = (input: InputName): MediaProblem =>
  new MediaProblem(input === 'video' ? 'video is not an MP4 file' : 'audio is not a WAV or MP3 file');

/** The input is larger than the server takes. */
export const tooLarge = (input: InputName): MediaProblem => new MediaProblem(`${input} is too large`);
