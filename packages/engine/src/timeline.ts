import type { Film } from './analysis/film.js';

/** One output frame: which source frame it shows, when, and for how long (seconds). */
export interface Moment {
  readonly frame: number;
  readonly timestamp: number;
  readonly duration: number;
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
    const period = Math.max(1, 2 * (count - 1));
    const frame = i % period < count ? i % period : period - (i % period);
    moments.push({ frame, timestamp, duration: shown(frame) });
    timestamp += shown(frame);
  }
  return moments;
}
