import type { Runtime } from './runtime.js';

const HALF_SECOND_MS = 500;

/**
 * How old a job is by the server's own clock: its `created_at` against the `Date` header of the latest answer.
 * Without that header (a client that hides it, CORS) this machine's clock has to do.
 */
export class ServerClock {
  readonly #runtime: Runtime;
  #offsetMs: number | undefined;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  /** Learns the server's time from the `Date` header of an answer that has just come. */
  observe(date: string | undefined): void {
    const serverMs = Date.parse(date ?? '');
    if (Number.isNaN(serverMs)) return;
    this.#offsetMs = serverMs + HALF_SECOND_MS - this.#runtime.monotonic();
  }

  /** Age in milliseconds of something created at an RFC 3339 time; at least `leastMs`, also when the time is unknown. */
  ageMs(createdAt: string | undefined, leastMs: number): number {
    const createdMs = Date.parse(createdAt ?? '');
    if (Number.isNaN(createdMs)) return leastMs;
    const nowMs = this.#offsetMs === undefined ? this.#runtime.wall() : this.#runtime.monotonic() + this.#offsetMs;
    return Math.max(nowMs - createdMs, leastMs);
  }
}
