import type { I420 } from '../media/i420.js';
import { type Detection, FaceDetector } from './detector.js';
import { FaceMesh, type Landmarks, regionOfDetection, regionOfLandmarks } from './mesh.js';

/** A face followed through consecutive frames of a segment. */
export interface Track {
  /** First frame, counted within the segment. */
  readonly start: number;
  readonly landmarks: Landmarks[];
}

/** Below this score the mesh has lost the face. */
const LOST = 0.5;

/** Frames between searches for faces that come into the picture. */
const SEARCH_EVERY = 12;

/** The same while no face is in the picture. */
const SEARCH_EMPTY_EVERY = 2;

/** Mesh passes that let the first region of a new face settle. */
const SETTLING_PASSES = 3;

/** Faces followed at once, the largest first. */
const MOST_FACES = 4;

/** Finds and follows faces. Give it consecutive frames with {@link next}; {@link cut} forgets all of them. */
export class FaceTracker {
  readonly #detector: FaceDetector;
  readonly #mesh: FaceMesh;
  #frame = 0;
  #tracks: Track[] = [];
  #followed: Track[] = [];

  private constructor(detector: FaceDetector, mesh: FaceMesh) {
    this.#detector = detector;
    this.#mesh = mesh;
  }

  static async load(): Promise<FaceTracker> {
    return new FaceTracker(await FaceDetector.load(), await FaceMesh.load());
  }

  /** Ends all tracks of the segment, gives them, and starts anew. */
  finish(): Track[] {
    const tracks = this.#tracks;
    this.#tracks = [];
    this.#followed = [];
    this.#frame = 0;
    return tracks;
  }

  /** The next frame comes from another shot. */
  cut(): void {
    this.#followed = [];
  }

  /** Follows all faces into the next frame. Gives the tracks that have landmarks for it (their last). */
  async next(picture: I420): Promise<readonly Track[]> {
    const kept: Track[] = [];
    for (const track of this.#followed) {
      const region = regionOfLandmarks(track.landmarks.at(-1)!);
      const { landmarks, score } = await this.#mesh.locate(picture, region);
      if (score < LOST || kept.some((other) => same(other.landmarks.at(-1)!, landmarks))) continue;
      track.landmarks.push(landmarks);
      kept.push(track);
    }
    const lost = kept.length < this.#followed.length || this.#frame === 0;
    this.#followed = kept;
    const often = kept.length === 0 && this.#frame % SEARCH_EMPTY_EVERY === 0;
    if (lost || often || this.#frame % SEARCH_EVERY === 0) await this.#search(picture, lost || kept.length === 0);
    this.#frame++;
    return this.#followed;
  }

  async #search(picture: I420, thorough: boolean): Promise<void> {
    let found = await this.#detector.detect(picture);
    if (found.length === 0 && thorough && this.#followed.length === 0 && this.#frame % SEARCH_EVERY === 0)
      found = await this.#detector.detectSmall(picture);
    const largest = [...found].sort((a, b) => b.size - a.size);
    for (const face of largest) {
      if (this.#followed.length >= MOST_FACES) return;
      if (this.#followed.some((track) => covers(track.landmarks.at(-1)!, face))) continue;
      const landmarks = await this.#settle(picture, face);
      if (!landmarks || this.#followed.some((track) => same(track.landmarks.at(-1)!, landmarks))) continue;
      const track = { start: this.#frame, landmarks: [landmarks] };
      this.#tracks.push(track);
      this.#followed = [...this.#followed, track];
    }
  }

  /** The first pass on a tilted head can score low, so only the last one decides. */
  async #settle(picture: I420, face: Detection): Promise<Landmarks | null> {
    let region = regionOfDetection(face);
    let result = await this.#mesh.locate(picture, region);
    for (let pass = 1; pass < SETTLING_PASSES; pass++) {
      region = regionOfLandmarks(result.landmarks);
      result = await this.#mesh.locate(picture, region);
    }
    return result.score < LOST ? null : result.landmarks;
  }
}

/** Centre and size of a face's points. */
export function extent(landmarks: Landmarks): { cx: number; cy: number; size: number } {
  const { cx, cy, size } = regionOfLandmarks(landmarks);
  return { cx, cy, size: size / 1.5 };
}

function covers(landmarks: Landmarks, face: Detection): boolean {
  const box = extent(landmarks);
  return Math.hypot(box.cx - face.cx, box.cy - face.cy) < 0.5 * Math.max(box.size, face.size);
}

/** Whether two sets of points lie on the same face. */
export function same(a: Landmarks, b: Landmarks): boolean {
  const p = extent(a);
  const q = extent(b);
  return Math.hypot(p.cx - q.cx, p.cy - q.cy) < 0.4 * Math.max(p.size, q.size);
}
