import { InvalidOptionError } from './errors/invalid-option.js';
import type { Runtime } from './runtime.js';
import type { Schedule } from './schedule.js';

/** Options of every wait for one job. */
export interface WaitOptions {
  /** Ends the wait at once with a `WaitAbortedError`. The job itself goes on. */
  signal?: AbortSignal | undefined;
  /**
   * The whole wait in milliseconds; `Infinity` for none, 0 to look once. Default 600 000.
   * The last poll is made just before it, or right after it when the machine was suspended meanwhile.
   */
  timeoutMs?: number | undefined;
  /** When to poll next. Default `geometricSchedule()`. */
  schedule?: Schedule | undefined;
  /** Clocks, sleep and randomness, for tests. */
  runtime?: Partial<Runtime> | undefined;
}

/** The default of `timeoutMs`. */
export const DEFAULT_TIMEOUT_MS = 600_000;

/** A timeout as given, or an error that names the option. */
export function checkedTimeoutMs(timeoutMs: number): number {
  if (typeof timeoutMs === 'number' && timeoutMs >= 0) return timeoutMs;
  throw new InvalidOptionError('timeoutMs', 'must be milliseconds of at least 0, or Infinity');
}

/** A schedule's answer as given, or an error that names the option. */
export function checkedDelayMs(delayMs: number): number {
  if (Number.isFinite(delayMs) && delayMs >= 0) return delayMs;
  throw new InvalidOptionError('schedule', `must return milliseconds of at least 0, not ${delayMs}`);
}
