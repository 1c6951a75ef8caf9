import { ChamelaionError } from '@chamelaion/contract';

/** Gives a connection up once a single step of it takes longer than allowed. Writing time does not count. */
export class Watchdog {
  readonly #limitMs: number;
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal | undefined;
  readonly #onAbort = () => this.#controller.abort(this.#outer?.reason);
  #reject: ((reason: unknown) => void) | undefined;
  hasBitten = false;

  constructor(limitMs: number, outer: AbortSignal | undefined) {
    this.#limitMs = limitMs;
    this.#outer = outer;
    this.signal.addEventListener('abort', () => this.#reject?.(this.signal.reason));
    if (outer?.aborted) this.#onAbort();
    else outer?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Aborts when the caller does, or when a step was too slow. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The step's result, or a rejection as soon as the caller aborts, whatever the step does about it. */
  unlessAborted<T>(step: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.signal.aborted) reject(this.signal.reason);
      this.#reject = reject;
      step.then(resolve, reject);
    });
  }

  /** The step's result; when it takes too long the connection is aborted, and the result is a rejection. */
  async watch<T>(step: Promise<T>): Promise<T> {
    const timer = setTimeout(() => {
      this.hasBitten = true;
      this.#controller.abort(
        new ChamelaionError({
          code: 'download_stalled',
          message: `the storage host sent nothing for ${this.#limitMs} ms`,
          isRetryable: true,
        }),
      );
    }, this.#limitMs);
    try {
      return await this.unlessAborted(step);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Lets go of the connection and of the caller's signal. */
  end(): void {
    this.#outer?.removeEventListener('abort', this.#onAbort);
    this.#controller.abort();
  }
}
