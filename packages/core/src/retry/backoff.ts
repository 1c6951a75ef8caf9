import { APIUserAbortError } from '../errors/connection-errors.js';

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
  if (asked !== undefined) return Math.min(Math.max(asked, 0), capMs);
  return Math.min(500 * 2 ** retries, 8000) * (1 - Math.random() / 4);
}

function askedDelay(headers: Headers | undefined): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (!Number.isNaN(ms)) return ms;
  const after = headers?.get('retry-after');
  if (!after) return undefined;
  const seconds = Number(after);
  if (!Number.isNaN(seconds)) return seconds * 1000;
  const at = Date.parse(after);
  return Number.isNaN(at) ? undefined : at - Date.now();
}

/** Waits; rejects with `APIUserAbortError` as soon as the signal aborts. */
export function pause(ms: number, signal: AbortSignal | undefined, attempts: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = (): void => {
      clearTimeout(timer);
      reject(new APIUserAbortError(signal?.reason, attempts));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', aborted);
      resolve();
    }, ms);
    if (signal?.aborted) aborted();
    else signal?.addEventListener('abort', aborted, { once: true });
  });
}
