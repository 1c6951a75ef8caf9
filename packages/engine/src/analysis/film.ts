import type { FaceFrame } from './segment.js';

/** One person's face within one shot. */
export interface FilmFace {
  /** Frames of the film in which it is seen, ascending. */
  readonly frames: number[];
  /** What is seen in each of them. */
  readonly looks: FaceFrame[];
}

/** Frames from one cut to the next; `end` is exclusive. */
export interface Shot {
  readonly start: number;
  readonly end: number;
  readonly faces: FilmFace[];
}

/** When a film shows its frames. */
export interface Course {
  /** Frames a second on average. */
  readonly fps: number;
  /** When each frame is shown, seconds from the first one. */
  readonly times: number[];
  /** Seconds from the first frame to the end of the last. */
  readonly duration: number;
}

/** What is known of the source video after it was looked at once. */
export interface Film extends Course {
  readonly width: number;
  readonly height: number;
  readonly shots: Shot[];
}
