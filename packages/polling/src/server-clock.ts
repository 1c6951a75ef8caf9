import type { Runtime } from './runtime.js';

const DATE_RESOLUTION_MS = 1_000;

/**
 * How old a job is by the server's own clock: its `created_at` against the `Date` headers of the answers.
 *
 * `Date` is cut to whole seconds, so one answer says only that the server's clock lies within an interval; every
 * further answer narrows it. Without the header (a client that hides it, CORS) this machine's clock has to do.
 */
export class ServerClock {
  readonly #runtime: Runtime;
  /** Bounds of the server's time less our monotonic time. */
  #lowMs = Number.NEGATIVE_INFINITY;
  #highMs = Number.POSITIVE_INFINITY;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** Learns from the `Date` header of an answer that has just come and took `roundTripMs`. */
  observe(date: string | undefined, roundTripMs: number): void {
    const serverMs = Date.parse(date ?? '');
    if (Number.isNaN(serverMs)) return;
    const receivedAt = this.#runtime.monotonic();
    const lowMs = serverMs - receivedAt;
    const highMs = serverMs + DATE_RESOLUTION_MS - (receivedAt - roundTripMs);
    const hasJumped = lowMs > this.#highMs || highMs < this.#lowMs;
    this.#lowMs = hasJumped ? lowMs : Math.max(lowMs, this.#lowMs);
    this.#highMs = hasJumped ? highMs : Math.min(highMs, this.#highMs);
  }

  /** Age in milliseconds of something created at an RFC 3339 time; at least `leastMs`, also when the time is unknown. */
  ageMs(createdAt: string | undefined, leastMs: number): number {
    const createdMs = Date.parse(createdAt ?? '');
    if (Number.isNaN(createdMs)) return leastMs;
    const offsetMs = (this.#lowMs + this.#highMs) / 2;
    const nowMs = Number.isNaN(offsetMs) ? this.#runtime.wall() : this.#runtime.monotonic() + offsetMs;
    return Math.max(nowMs - createdMs, leastMs);
  }
}
