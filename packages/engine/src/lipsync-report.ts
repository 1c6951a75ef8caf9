import type { Stage } from './progress.js';
import type { MouthTarget } from './selection/mouth-target.js';

/** What was done. */
export interface LipsyncReport {
  /** Frames written, and their length in seconds. */
  readonly frames: number;
  readonly seconds: number;
  readonly fps: number;
  readonly width: number;
  readonly height: number;
  /** Output frames in which a mouth was replaced. */
  readonly dubbedFrames: number;
  /** Share of all pixels that are, before encoding, exactly the source's. */
  readonly identical: number;
  /** The same for the pixels outside the mouth region alone (the pixels that take anything from another frame). */
  readonly identicalBeyondMouth: number;
  /** The mouth that was asked for in each frame, in units of the distance between the outer eye corners. */
  readonly target: readonly MouthTarget[];
  /** For each output frame the source frame it shows, and the source frame its mouth comes from (null: not dubbed). */
  readonly shown: readonly number[];
  readonly mouths: readonly (number | null)[];
  /** Wall-clock seconds of each stage. */
  readonly elapsed: Readonly<Record<Stage, number>>;
}
