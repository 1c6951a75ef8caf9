import { ChamelaionError, type LipsyncRequest } from '@chamelaion/contract';
import { headersOf } from './fault.js';
import { type HeaderSource, headerOf, retryAfterMs } from './retry-after.js';
import type { Runtime } from './runtime.js';

/** One read of the API: its answer or its error, how long it took, and what the server said beside it. */
export type Reading<T> = { roundTripMs: number; retryAfterMs: number | undefined } & (
  | { ok: true; data: T; date: string | undefined }
  | { ok: false; error: unknown }
);

interface WithResponse<T> {
  withResponse(): PromiseLike<{ data: T; response: { headers: HeaderSource } }>;
}

/** How a read is bounded. */
export interface ReadLimits {
  /** Milliseconds after which an answer is no longer waited for, by real timers. */
  limitMs: number;
  /** The caller's signal. */
  signal: AbortSignal | undefined;
}

/**
 * Makes one call, never throws: a stuck call is given up after the limit even when the client ignores its signal.
 * Leaves no timer and no listener behind.
 */
export async function read<T>(
  call: (signal: AbortSignal) => PromiseLike<T>,
  limits: ReadLimits,
  runtime: Runtime,
): Promise<Reading<T>> {
  const sentAt = runtime.monotonic();
  try {
    const { data, headers } = await bounded((signal) => withHeaders(call(signal)), limits);
    return {
      ok: true,
      data,
      date: headerOf(headers, 'date'),
      roundTripMs: runtime.monotonic() - sentAt,
      retryAfterMs: retryAfterMs(headers, runtime.wall()),
    };
  } catch (error) {
    return {
      ok: false,
      error,
      roundTripMs: runtime.monotonic() - sentAt,
      retryAfterMs: retryAfterMs(headersOf(error), runtime.wall()),
    };
  }
}

/** The answer as a request, or a retryable error where it is none (a proxy's page, a completed job without its URL). */
export function asRequest(reading: Reading<LipsyncRequest>): Reading<LipsyncRequest> {
  return reading.ok && !isRequest(reading.data) ? invalidAnswer(reading, 'a lip sync request') : reading;
}

/** A reading whose answer is not what it should be, as a retryable failure. */
export function invalidAnswer({ roundTripMs, retryAfterMs }: Reading<unknown>, expected: string): Reading<never> {
  const error = new ChamelaionError({
    code: 'invalid_answer',
    message: `the answer is not ${expected}; check that the base URL is the API and that no proxy answers for it`,
    isRetryable: true,
  });
  return { ok: false, error, roundTripMs, retryAfterMs };
}

/** Whether a value has what a request must have for the status it claims. */
export function isRequest(value: unknown): value is LipsyncRequest {
  if (typeof value !== 'object' || value === null) return false;
  const { id, status, output_url } = value as Partial<LipsyncRequest>;
  if (typeof id !== 'string' || typeof status !== 'string') return false;
  return status !== 'completed' || typeof output_url === 'string';
}

async function withHeaders<T>(answer: PromiseLike<T>): Promise<{ data: T; headers: HeaderSource | undefined }> {
  if (typeof (answer as Partial<WithResponse<T>>).withResponse !== 'function') {
    return { data: await answer, headers: undefined };
  }
  const { data, response } = await (answer as unknown as WithResponse<T>).withResponse();
  return { data, headers: response.headers };
}

async function bounded<T>(start: (signal: AbortSignal) => Promise<T>, { limitMs, signal }: ReadLimits): Promise<T> {
  const controller = new AbortController();
  let onAbort = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ended = new Promise<never>((_, reject) => {
    const end = (reason: unknown) => {
      reject(reason);
      controller.abort(reason);
    };
    onAbort = () => end(signal?.reason);
    timer = setTimeout(() => end(stuck(limitMs)), limitMs);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([start(controller.signal), ended]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

function stuck(limitMs: number): ChamelaionError {
  return new ChamelaionError({
    code: 'poll_timeout',
    message: `no answer within ${Math.round(limitMs)} ms; the server or the way to it is stuck`,
    isRetryable: true,
  });
}
