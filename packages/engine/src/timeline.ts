import type { Film } from './analysis/film.js';

/** One output frame: which source frame it shows, when, and for how long (seconds). */
export interface Moment {
  readonly frame: number;
  readonly timestamp: number;
  readonly duration: number;
}

/** The frame shown `i` frames into a film of `count` frames that plays forth and back without end. */
export function foldedFrame(i: number, count: number): number {
  const period = Math.max(1, 2 * (count - 1));
  return i % period < count ? i % period : period - (i % period);
}

/**
 * The output's frames: the whole source once, then back and forth until a longer voice has ended.
 * @param voice seconds of voice.
 */
export function timeline({ times, duration }: Pick<Film, 'times' | 'duration'>, voice: number): Moment[] {
  const count = times.length;
  const shown = (frame: number): number => (times[frame + 1] ?? duration) - times[frame]!;
  const moments: Moment[] = [];
  let timestamp = 0;
  for (let i = 0; i < count || timestamp < voice - 1e-6; i++) {
    const frame = foldedFrame(i, count);
    moments.push({ frame, timestamp, duration: shown(frame) });
    timestamp += shown(frame);
  }
  return moments;
}
