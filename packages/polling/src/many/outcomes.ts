import { interruptible, link } from '../interruptible.js';
import type { Pump } from './pump.js';
import type { JobOutcome } from './roster.js';

/** The outcomes of many jobs: each as it comes, or all at the end. */
export interface ManyOutcomes extends AsyncIterable<JobOutcome> {
  /**
   * All outcomes once the last job has ended: in the order of the ids, or newest first for a batch. It does not matter
   * whether the outcomes are iterated over as well.
   */
  all(): Promise<JobOutcome[]>;
}

/** Makes a pump that stops with the signal and tells each outcome. */
export type StartPump = (signal: AbortSignal, onOutcome: (outcome: JobOutcome) => void) => Pump;

/** Runs a pump for as long as somebody wants its outcomes. */
export class Outcomes implements ManyOutcomes {
  readonly #pump: Pump;
  readonly #signal: AbortSignal | undefined;
  readonly #stop = new AbortController();
  readonly #ended: JobOutcome[] = [];
  #running: Promise<void> | undefined;
  #isOver = false;
  #consumers = 0;
  #change = deferred();

  constructor(start: StartPump, signal: AbortSignal | undefined) {
    this.#signal = signal;
    this.#pump = start(this.#stop.signal, (outcome) => {
      this.#ended.push(outcome);
      this.#announce();
    });
  }

  async all(): Promise<JobOutcome[]> {
    this.#consumers += 1;
    await this.#run();
    return this.#pump.roster.all.map((job) => job.outcome!);
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<JobOutcome> {
    const state = { isLeft: false };
    return interruptible(this.#each(state), () => {
      state.isLeft = true;
      this.#announce();
    });
  }

  async *#each(state: { isLeft: boolean }): AsyncGenerator<JobOutcome, void, undefined> {
    this.#consumers += 1;
    const running = this.#run();
    running.catch(() => {});
    try {
      for (let next = 0; !state.isLeft; ) {
        if (next < this.#ended.length) yield this.#ended[next++]!;
        else if (this.#isOver) return await running;
        else await this.#change.promise;
      }
    } finally {
      this.#consumers -= 1;
      if (this.#consumers === 0) this.#stop.abort();
    }
  }

  #run(): Promise<void> {
    this.#running ??= this.#drive();
    return this.#running;
  }

  async #drive(): Promise<void> {
    const unlink = link(this.#signal, this.#stop);
    try {
      await this.#pump.run();
    } finally {
      unlink();
      this.#isOver = true;
      this.#announce();
    }
  }

  #announce(): void {
    const { resolve } = this.#change;
    this.#change = deferred();
    resolve();
  }
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
