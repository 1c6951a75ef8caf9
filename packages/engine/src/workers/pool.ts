import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { EngineError } from '../errors/engine-error.js';
import type { Reply, Request } from './protocol.js';
import { rest, wake } from './resting.js';

interface Job {
  readonly request: Request;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

interface Seat {
  readonly worker: Worker;
  job: Job | null;
}

/** Runs requests on worker threads, first come first served. */
export class WorkerPool {
  readonly size: number;
  readonly #seats: Seat[] = [];
  readonly #waiting: Job[] = [];
  #closed: unknown = null;

  /** @param threads worker threads; default one a processor, at most 8. */
  constructor(threads: number = Math.min(8, availableParallelism())) {
    this.size = threads;
  }

  /** Starts all threads, so that they have loaded their models when they are needed. */
  warm(): void {
    while (this.#hire());
  }

  /** Runs one request. Its pictures are in shared memory, so that they are not copied. */
  run<R extends Request>(request: R): Promise<Reply<R>> {
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(this.#closed);
      this.#waiting.push({ request, resolve: resolve as (value: unknown) => void, reject });
      this.#dispatch();
    });
  }

  /** Stops what runs and rejects it with `reason`; threads that have nothing to do rest for the next pool. */
  async close(reason: unknown = new EngineError('worker_failed', 'The work was stopped.')): Promise<void> {
    this.#closed ??= reason;
    for (const job of this.#waiting.splice(0)) job.reject(reason);
    const seats = this.#seats.splice(0);
    const stopped = seats.map(async ({ worker, job }) => {
      worker.removeAllListeners('message').removeAllListeners('error');
      if (!job) return rest(worker);
      job.reject(reason);
      await worker.terminate();
    });
    await Promise.all(stopped);
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const seat = this.#seats.find((candidate) => candidate.job === null) ?? this.#hire();
      if (!seat) return;
      const job = this.#waiting.shift()!;
      seat.job = job;
      seat.worker.postMessage(job.request);
    }
  }

  #hire(): Seat | null {
    if (this.#seats.length >= this.size) return null;
    const worker = wake();
    const seat: Seat = { worker, job: null };
    worker.on('message', (answer: { value: unknown } | { error: string }) => {
      const job = seat.job;
      seat.job = null;
      if ('error' in answer) job?.reject(new EngineError('worker_failed', `A worker thread failed: ${answer.error}`));
      else job?.resolve(answer.value);
      this.#dispatch();
    });
    worker.on('error', (error) => {
      void this.close(new EngineError('worker_failed', `A worker thread stopped: ${error.message}`, { cause: error }));
    });
    this.#seats.push(seat);
    return seat;
  }
}
