import { aborted } from '../transport/explain.js';

/** A timer that is set to more rings at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * How long to wait before the next attempt, in milliseconds: what the service asks for, up to the cap;
 * otherwise 0.5 s × 2^n up to 8 s, less up to a quarter at random.
 *
 * @param headers the headers of the answer, where there was one
 * @param retries how many retries there have been, from 0
 * @param capMs the longest wait that the service may ask for
 */
export function retryDelay(headers: Headers | undefined, retries: number, capMs: number): number {
  const asked = askedDelay(headers);
  if (asked >= 0) return Math.min(asked, capMs, LONGEST_TIMER_MS);
  return Math.min(500 * 2 ** retries, 8000) * (1 - Math.random() / 4);
}

/**
 * What `retry-after-ms` or `retry-after` ask for; not 0 or more when neither says anything.
 * A date is taken against the answer's own `Date`, so that a wrong clock here changes nothing.
 */
function askedDelay(headers: Headers | undefined): number {
  const ms = headers?.get('retry-after-ms');
  if (ms && Number(ms) >= 0) return Number(ms);
  const after = headers?.get('retry-after');
  if (!after) return -1;
  if (Number(after) >= 0) return Number(after) * 1000;
  const now = Date.parse(headers?.get('date') ?? '') || Date.now();
  return Math.max(Date.parse(after) - now, 0);
}

/** Waits; rejects with `APIUserAbortError` as soon as the signal aborts. */
export function pause(ms: number, signal: AbortSignal | null | undefined, attempts: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(aborted(signal, attempts));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
  });
}
