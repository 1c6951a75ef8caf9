import type { Landmarks } from '../face/mesh.js';
import { FaceTracker } from '../face/tracker.js';
import type { I420 } from '../media/i420.js';
import { type Box, boxAround, type Cut, cutOut } from '../media/region.js';
import { PATCH_POINTS, pointsOf } from '../render/reach.js';
import { type MouthLook, mouthLook } from './mouth-look.js';
import { isCut, thumbnail } from './thumbnail.js';

/** Asks for the faces in consecutive frames. */
export interface SegmentRequest {
  readonly task: 'analyse';
  readonly pictures: readonly I420[];
}

/** A face in one frame: where its points are, how its mouth looks, and the pixels around the mouth (null: not kept). */
export interface FaceFrame extends MouthLook {
  readonly landmarks: Landmarks;
  patch: Cut | null;
  /** Pixels of the patch, kept or not: how large the face is. */
  readonly area: number;
}

/** A face followed through consecutive frames; `start` counts from the segment's first frame. */
export interface SegmentTrack {
  readonly start: number;
  readonly frames: FaceFrame[];
}

export interface SegmentAnalysis {
  readonly frames: number;
  readonly tracks: SegmentTrack[];
  /** Frames of the segment that begin a new shot (never its first one). */
  readonly cuts: number[];
  /** Thumbnails of the first and the last frame, to find a cut between segments. */
  readonly first: Float32Array;
  readonly last: Float32Array;
}

/** Finds faces in segments of a film, each on its own, so that segments can be spread over threads. */
export class SegmentAnalyser {
  readonly #tracker: FaceTracker;

  private constructor(tracker: FaceTracker) {
    this.#tracker = tracker;
  }

  static async load(): Promise<SegmentAnalyser> {
    return new SegmentAnalyser(await FaceTracker.load());
  }

  async analyse({ pictures }: SegmentRequest): Promise<SegmentAnalysis> {
    const looks = new Map<Landmarks, FaceFrame>();
    const cuts: number[] = [];
    const first = thumbnail(pictures[0]!);
    let last = first;
    for (const [index, picture] of pictures.entries()) {
      const thumb = thumbnail(picture);
      if (index > 0 && isCut(last, thumb)) {
        cuts.push(index);
        this.#tracker.cut();
      }
      last = thumb;
      for (const track of await this.#tracker.next(picture)) {
        const landmarks = track.landmarks.at(-1)!;
        const patch = cutOut(picture, patchBox(landmarks, picture), true);
        looks.set(landmarks, {
          landmarks,
          patch,
          area: patch.picture.width * patch.picture.height,
          ...mouthLook(picture, landmarks),
        });
      }
    }
    const tracks = this.#tracker.finish().map((track) => ({
      start: track.start,
      frames: track.landmarks.map((landmarks) => looks.get(landmarks)!),
    }));
    return { frames: pictures.length, tracks, cuts, first, last };
  }
}

/** The part of a frame that a mouth taken from it may need. */
function patchBox(landmarks: Landmarks, { width, height }: I420): Box {
  const size = Math.hypot(landmarks[30]! - landmarks[456]!, landmarks[31]! - landmarks[457]!);
  return boxAround(pointsOf(landmarks, PATCH_POINTS), 4 + 0.03 * size, width, height);
}
