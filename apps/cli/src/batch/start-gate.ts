import type { Clock } from '../context/clock.js';

const MINUTE_MS = 60_000;

/** Lets at most so many jobs start in any minute, those of an earlier run counted. */
export class StartGate {
  readonly #clock: Clock;
  readonly #perMinute: number;
  readonly #startsMs: number[];
  #turn: Promise<void> = Promise.resolve();

  constructor(clock: Clock, perMinute: number, earlierMs: readonly number[]) {
    this.#clock = clock;
    this.#perMinute = perMinute;
    this.#startsMs = earlierMs.filter((at) => clock.now() - at < MINUTE_MS).sort((a, b) => a - b);
  }

  /** Resolves when the next job may start, in the order of asking. */
  pass(signal: AbortSignal): Promise<void> {
    const mine = this.#turn.then(() => this.#wait(signal));
    this.#turn = mine.catch(() => {});
    return mine;
  }

  async #wait(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const oldest = this.#startsMs.at(-this.#perMinute);
    if (oldest !== undefined) {
      const left = oldest + MINUTE_MS - this.#clock.now();
      if (left > 0) await this.#clock.sleep(left, signal);
    }
    this.#startsMs.push(this.#clock.now());
    if (this.#startsMs.length > this.#perMinute) this.#startsMs.shift();
  }
}
