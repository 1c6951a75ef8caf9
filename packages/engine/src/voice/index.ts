export { MOUTH_SHAPES, type MouthTrack, type MouthTrackOptions, mouthTrack } from './mouth-track.js';
export {
  type SourceMouth,
  type TargetTrack,
  type TargetTrackOptions,
  targetTrack,
  type Voice,
} from './target-track.js';
