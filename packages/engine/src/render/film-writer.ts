import type { Film } from '../analysis/film.js';
import type { I420 } from '../media/i420.js';
import type { Mp4Writer } from '../media/mp4-writer.js';
import type { Cut } from '../media/region.js';
import type { VideoReader } from '../media/video-reader.js';
import type { Person } from '../selection/person.js';
import type { PlannedMouth } from '../selection/plan.js';
import type { Moment } from '../timeline.js';
import type { WorkerPool } from '../workers/pool.js';
import { playback } from './playback.js';
import type { PlacedFace } from './render-frame.js';

/** What rendering did to the pictures. */
export interface RenderCount {
  /** Pixels of all output frames. */
  pixels: number;
  /** Of those, how many are not what the source had there. */
  changed: number;
  /** How many belong to a mouth region, and how many changed beyond it. */
  mouth: number;
  beyond: number;
}

/** Renders all planned frames on the pool, in order, and hands them to the writer. */
export async function writeFilm(
  video: VideoReader,
  film: Film,
  moments: readonly Moment[],
  plan: readonly (PlannedMouth | null)[],
  writer: Mp4Writer,
  pool: WorkerPool,
  onFrame: (frames: number) => void,
): Promise<RenderCount> {
  const count: RenderCount = { pixels: 0, changed: 0, mouth: 0, beyond: 0 };
  const pending: Promise<I420>[] = [];
  let written = 0;
  const flush = async (): Promise<void> => {
    const { timestamp, duration } = moments[written]!;
    const picture = await pending.shift()!;
    await writer.addFrame(picture, timestamp, duration);
    video.recycle(picture);
    onFrame(++written);
  };
  let i = 0;
  for await (const picture of playback(video, film, moments)) {
    const rendered = render(picture, plan[i++] ?? null, pool, count);
    rendered.catch(() => {});
    pending.push(rendered);
    if (pending.length > 2 * pool.size) await flush();
  }
  while (pending.length > 0) await flush();
  return count;
}

async function render(
  picture: I420,
  planned: PlannedMouth | null,
  pool: WorkerPool,
  count: RenderCount,
): Promise<I420> {
  count.pixels += picture.width * picture.height;
  if (!planned || planned.strength === 0) return picture;
  const { person, base, mouth, blends, target, strength } = planned;
  const edited = await pool.run({
    task: 'render',
    base: { ...placed(person, base), cut: { x: 0, y: 0, picture } },
    mouth: placed(person, mouth),
    blends: blends.map(({ place, share }) => ({ mouth: placed(person, place), share })),
    target: target(),
    weights: person.weights,
    strength,
  } as const);
  count.changed += edited.changed;
  count.mouth += edited.mouth;
  count.beyond += edited.beyond;
  return picture;
}

/** Stands for pixels that are not needed. */
const NO_CUT: Cut = { x: 0, y: 0, picture: { width: 0, height: 0, data: new Uint8Array(0) } };

function placed({ face, canonical, poses }: Person, place: number): PlacedFace {
  const { patch, landmarks, sharpness } = face.looks[place]!;
  return { cut: patch ?? NO_CUT, landmarks, sharpness, canonical: canonical(place), pose: poses[place]! };
}
