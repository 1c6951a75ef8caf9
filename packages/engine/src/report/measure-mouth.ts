import { analyse } from '../analysis/analyse.js';
import { chooseFaces } from '../analysis/speaker.js';
import { VideoReader } from '../media/video-reader.js';
import { whileCodecsRun } from '../media/webcodecs.js';
import { study } from '../selection/person.js';
import { WorkerPool } from '../workers/pool.js';

/** A mouth measured in every frame of a film, in units of the distance between the outer eye corners; NaN where no face is seen. */
export interface MeasuredMouth {
  readonly fps: number;
  readonly opening: Float32Array;
  readonly width: Float32Array;
  /** Middle of the mouth's corners in the head's own space: x and y alternating. Its trembling is the picture's jitter. */
  readonly centre: Float32Array;
  /** Middle of the mouth in the picture and the length of the unit there, pixels: x, y, unit repeating. */
  readonly place: Float32Array;
}

/**
 * Measures the mouth of the largest face in a video.
 *
 * @throws {MediaNotFoundError} {@link UnreadableMediaError} {@link NoFaceError}
 * @example
 * const { opening } = await measureMouth('dubbed.mp4');
 */
export async function measureMouth(path: string): Promise<MeasuredMouth> {
  const pool = new WorkerPool();
  try {
    return await whileCodecsRun(() => measure(path, pool));
  } finally {
    await pool.close();
  }
}

async function measure(path: string, pool: WorkerPool): Promise<MeasuredMouth> {
  const video = await VideoReader.open(path);
  try {
    const film = await (await analyse(video, path, pool, () => {})).film;
    const frames = film.times.length;
    const opening = new Float32Array(frames).fill(Number.NaN);
    const width = new Float32Array(frames).fill(Number.NaN);
    const centre = new Float32Array(2 * frames).fill(Number.NaN);
    const place = new Float32Array(3 * frames).fill(Number.NaN);
    for (const face of chooseFaces(film, null)) {
      if (!face) continue;
      const { shapes, canonical, poses } = study(face);
      face.frames.forEach((frame, i) => {
        const points = canonical(i);
        const { landmarks } = face.looks[i]!;
        opening[frame] = shapes[i]!.opening;
        width[frame] = shapes[i]!.width;
        const middle = (of: Float32Array, k: number): number => (of[3 * 61 + k]! + of[3 * 291 + k]!) / 2;
        centre.set([middle(points, 0), middle(points, 1)], 2 * frame);
        place.set([middle(landmarks, 0), middle(landmarks, 1), poses[i]!.scale], 3 * frame);
      });
    }
    return { fps: film.fps, opening, width, centre, place };
  } finally {
    video.close();
  }
}
