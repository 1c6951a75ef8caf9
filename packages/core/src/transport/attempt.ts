import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIUserAbortError,
  type Phase,
} from '../errors/connection-errors.js';
import { UploadError } from '../errors/local-errors.js';
import type { BodyWatch } from './body.js';
import type { Exchange } from './exchange.js';
import { guardBody } from './guard-body.js';
import { limitsOf } from './limits.js';
import { timer } from './timer.js';

/** An answer: its text, or in raw mode the response with its body unread. */
export interface Answer {
  response: Response;
  text: string | undefined;
  /** How many times the request was sent. */
  attempts: number;
}

/**
 * Sends a request once, within its limits, and leaves no timer, listener or file open.
 *
 * @throws APIConnectionError, APIConnectionTimeoutError, APIUserAbortError, UploadError
 */
export async function attempt(exchange: Exchange, attempts: number): Promise<Answer> {
  const { body, settings, platform } = exchange;
  const { signal, onUploadProgress } = settings;
  const limits = limitsOf(settings);
  const controller = new AbortController();
  const setTimer = timer();
  let phase: Phase = body?.isWatched ? 'upload' : 'answer';
  let overtime: string | undefined;
  let uploadFailure: unknown;
  let sentAt = performance.now();

  const abort = (): void => controller.abort();
  const limit = (what: string, ms: number): void => setTimer(ms, () => stop(what, ms));
  const stop = (what: string, ms: number): void => {
    overtime = `${what} within ${ms} ms.`;
    abort();
  };
  const limitUpload = (): void => limit('No progress of the upload', limits.upload);
  const limitAnswer = (): void => limit('No answer', limits.answer);
  const end = (): void => {
    setTimer();
    signal?.removeEventListener('abort', abort);
  };
  const watch: BodyWatch = {
    progress(sentBytes, totalBytes) {
      if (phase === 'upload') limitUpload();
      onUploadProgress?.({ sentBytes, totalBytes });
    },
    sent() {
      if (phase !== 'upload') return;
      phase = 'answer';
      sentAt = performance.now();
      limitAnswer();
    },
    failed(error) {
      uploadFailure ??= error;
    },
  };

  if (signal?.aborted) throw aborted(signal, attempts);
  signal?.addEventListener('abort', abort);
  const open = body?.open(watch);
  let isHandedOver = false;
  try {
    phase === 'upload' ? limitUpload() : limitAnswer();
    let response = await unless(controller.signal, platform.send(exchange, open?.init, controller.signal, watch));
    phase = 'body';
    const { status, type } = response;
    if (type === 'opaqueredirect' || (status > 300 && status < 309 && status !== 304)) throw new TypeError(REDIRECT);
    const stall = (): void => stop('No more of the answer', limits.pause);
    if (exchange.raw && response.ok) {
      isHandedOver = true;
      setTimer();
      return { response: guardBody(response, limits.pause, stall, end), text: undefined, attempts };
    }
    const left = limits.total - (limits.isTotalFromSent ? performance.now() - sentAt : 0);
    if (limits.pause < left) response = guardBody(response, limits.pause, stall, () => {});
    limit('Not the whole answer', left);
    return { response, text: await unless(controller.signal, response.text()), attempts };
  } catch (error) {
    if (signal?.aborted) throw aborted(signal, attempts);
    if (uploadFailure) throw uploadError(uploadFailure, attempts);
    if (overtime) throw new APIConnectionTimeoutError({ message: overtime, phase, attempts });
    throw connectionError(exchange, error as Error, phase, attempts);
  } finally {
    if (!isHandedOver) end();
    open?.close();
  }
}

/** What Node says when it meets a redirect that it must not follow. */
const REDIRECT = 'unexpected redirect';

export const aborted = (signal: AbortSignal | null | undefined, attempts: number): APIUserAbortError =>
  new APIUserAbortError({ message: 'The call was aborted.', cause: signal?.reason, attempts });

function uploadError(cause: unknown, attempts: number): UploadError {
  if (UploadError.isInstance(cause)) return cause;
  return new UploadError({ message: `The upload’s source failed: ${(cause as Error).message}`, cause, attempts });
}

function connectionError({ platform }: Exchange, error: Error, phase: Phase, attempts: number): APIConnectionError {
  let cause = error as Error & { code?: string };
  while (cause.cause) cause = cause.cause as Error;
  const shared = { phase, cause, attempts };
  if (cause.message === REDIRECT) {
    const message = 'The service redirects, which is not followed: check the base URL.';
    return new APIConnectionError({ ...shared, code: 'redirect_refused', message, isRetryable: false });
  }
  const known = platform.diagnose?.(cause);
  const Class = known?.isTimeout ? APIConnectionTimeoutError : APIConnectionError;
  const message = `Connection error: ${[cause.code, cause.message].filter(Boolean).join(' ')}`;
  return new Class({ ...shared, message, ...known?.init });
}

/** The outcome of some work, or a rejection as soon as the signal aborts, whatever the work does about it. */
function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    work.then(resolve, reject);
  });
}
