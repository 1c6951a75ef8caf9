import type { Runtime } from './runtime.js';

const POLL_LIMIT_MS = 30_000;
const GRACE_MS = 5_000;
const SHORTEST_LEAD_MS = 100;
const LONGEST_LEAD_MS = 1_000;

/** When to wake next. */
export interface Wake {
  /** Milliseconds from `decidedAt`. */
  inMs: number;
  /** The monotonic time of the decision. */
  decidedAt: number;
  /** Whether the wait is over then, with no further poll. */
  last: boolean;
}

/**
 * The end of a wait. The last poll starts shortly before it, so that the wait both ends on time and knows the latest
 * state; a machine that was suspended past it gets one more poll, bounded by five seconds.
 */
export class Deadline {
  readonly #runtime: Runtime;
  readonly #startedAt: number;
  readonly #at: number;

  constructor(runtime: Runtime, timeoutMs: number) {
    this.#runtime = runtime;
    this.#startedAt = runtime.monotonic();
    this.#at = this.#startedAt + timeoutMs;
  }

  /** Milliseconds since the wait began. */
  waitedMs(): number {
    return this.#runtime.monotonic() - this.#startedAt;
  }

  /** How long the next poll may take. */
  pollLimitMs(): number {
    const leftMs = this.#at - this.#runtime.monotonic();
    return leftMs > 0 ? Math.min(leftMs, POLL_LIMIT_MS) : GRACE_MS;
  }

  /** When to wake, given when the schedule or the server (`mandatory`) wants the next poll. */
  wakeAfter(delayMs: number, roundTripMs: number, mandatory: boolean): Wake {
    const decidedAt = this.#runtime.monotonic();
    const leadMs = Math.min(Math.max(2 * roundTripMs, SHORTEST_LEAD_MS), LONGEST_LEAD_MS);
    const lastPollAt = this.#at - leadMs;
    const wantedAt = decidedAt + Math.max(delayMs, 0);
    const last = decidedAt >= lastPollAt || (mandatory && wantedAt > lastPollAt);
    const wakesAt = last ? this.#at : Math.min(wantedAt, lastPollAt);
    return { inMs: Math.max(wakesAt - decidedAt, 0), decidedAt, last };
  }
}
