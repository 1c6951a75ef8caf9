export { ALTERED_NOTICE } from './dub.js';
export { EngineError, type EngineErrorCode } from './errors/engine-error.js';
export { InvalidArgumentError } from './errors/invalid-argument.js';
export { MediaNotFoundError } from './errors/media-not-found.js';
export { NoFaceError } from './errors/no-face.js';
export { NoSpeechError } from './errors/no-speech.js';
export { OutputFailedError } from './errors/output-failed.js';
export { UnreadableMediaError } from './errors/unreadable-media.js';
export { type LipsyncOptions, lipsync } from './lipsync.js';
export type { LipsyncReport } from './lipsync-report.js';
export type { Progress, Stage } from './progress.js';
export { type ContactSheetOptions, contactSheet } from './report/contact-sheet.js';
export { type MeasuredMouth, measureMouth } from './report/measure-mouth.js';
export type { MouthTarget } from './selection/mouth-target.js';
export {
  MOUTH_SHAPES,
  type MouthTrack,
  type MouthTrackOptions,
  mouthTrack,
  type SourceMouth,
  type TargetTrack,
  type TargetTrackOptions,
  targetTrack,
  type Voice,
} from './voice/index.js';
