import { InvalidOptionError } from './errors/invalid-option.js';

/** What a {@link Schedule} decides by. */
export interface ScheduleState {
  /** Age of the job in milliseconds, from its submission by the server's clock. */
  readonly elapsedMs: number;
  /** How long the last poll took, in milliseconds. */
  readonly roundTripMs: number;
  /** Polls made so far in this wait, at least 1. */
  readonly polls: number;
  /** A random number in [0, 1) for jitter, so that the function itself stays pure. */
  readonly random: number;
}

/**
 * Milliseconds to sleep before the next poll. A pure function: the same state gives the same delay.
 *
 * A `Retry-After` of the server overrides it, the deadline cuts it short.
 *
 * @example
 * ```ts
 * const everyFiveSeconds: Schedule = () => 5_000;
 * ```
 */
export type Schedule = (state: ScheduleState) => number;

/** The shape of a {@link geometricSchedule}. */
export interface GeometricScheduleOptions {
  /** Largest delay in noticing the end, as a share of the job's age. Default 0.1. */
  alpha?: number;
  /** Shortest delay in milliseconds. Default 500. */
  floorMs?: number;
  /** Longest delay in milliseconds, before jitter. Default 20 000. */
  capMs?: number;
  /** Random share added or taken away, so that many waiters do not poll in step. Default 0.05. */
  jitter?: number;
}

/**
 * The schedule that notices the end of a job within a share α of its own duration with the fewest polls.
 *
 * For polls at t(k), noticing within α needs t(k+1) ≤ (1 + α)·t(k); equality needs the fewest, ln(T/t0) / ln(1 + α).
 * So the delay is α·t less the round trip, between the floor and the cap, ± jitter.
 *
 * @throws {InvalidOptionError} when a number is negative or not finite, or the floor lies above the cap.
 * @example
 * ```ts
 * await waitForCompletion(client, id, { schedule: geometricSchedule({ alpha: 0.05, capMs: 60_000 }) });
 * ```
 */
export function geometricSchedule(options: GeometricScheduleOptions = {}): Schedule {
  const { alpha = 0.1, floorMs = 500, capMs = 20_000, jitter = 0.05 } = options;
  for (const [name, value] of Object.entries({ alpha, floorMs, capMs, jitter })) {
    if (!Number.isFinite(value) || value < 0) throw new InvalidOptionError(name, 'must be a number of at least 0');
  }
  if (floorMs > capMs) throw new InvalidOptionError('floorMs', 'must not be above capMs');
  return ({ elapsedMs, roundTripMs, random }) => {
    const wanted = alpha * elapsedMs - roundTripMs;
    const spread = 1 + jitter * (2 * random - 1);
    return Math.min(Math.max(wanted, floorMs), capMs) * spread;
  };
}
