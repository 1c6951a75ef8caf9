import { setTimeout as sleep } from 'node:timers/promises';
import { isPassing } from '../errors/passing.js';

const PAUSE_MS = 1_000;
/** How long a worker tries to record an outcome while the database is away. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Repeats a step while the database is away. The step must be safe to repeat: those of the job store are, as they
 * change nothing once the lease is gone.
 */
export async function persistently<T>(step: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await step();
    } catch (error) {
      if (!isPassing(error) || signal.aborted || Date.now() > until) throw error;
      await sleep(PAUSE_MS);
    }
  }
}
