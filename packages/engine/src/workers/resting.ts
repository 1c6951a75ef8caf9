import { Worker } from 'node:worker_threads';

/** Milliseconds for which a thread with its loaded models waits for more work. It never keeps the process alive. */
const PATIENCE_MS = 10_000;

const resting = new Map<Worker, NodeJS.Timeout>();

/** A worker thread: one that rests, or a new one. */
export function wake(): Worker {
  for (const [worker, timer] of resting) {
    clearTimeout(timer);
    resting.delete(worker);
    worker.removeAllListeners('error');
    worker.ref();
    return worker;
  }
  return new Worker(new URL('./worker.js', import.meta.url), { execArgv: [] });
}

/** Lets a thread that has nothing to do wait for the next pool. */
export function rest(worker: Worker): void {
  worker.unref();
  const stop = (): void => {
    clearTimeout(timer);
    resting.delete(worker);
    void worker.terminate();
  };
  const timer = setTimeout(stop, PATIENCE_MS).unref();
  worker.on('error', stop);
  resting.set(worker, timer);
}
