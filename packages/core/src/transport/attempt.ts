import type { APIError } from '../errors/api-error.js';
import type { Phase } from '../errors/connection-errors.js';
import { sourceFailed, UploadError } from '../errors/local-errors.js';
import type { BodyWatch } from './body.js';
import type { Exchange } from './exchange.js';
import { aborted, connectionFailed, REDIRECT, timedOut } from './explain.js';
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
  /** Why the attempt was stopped, where that was not the signal. */
  let reason: APIError | undefined;
  let reject: ((reason: unknown) => void) | undefined;

  const abort = (): void => {
    controller.abort();
    reject?.(controller.signal.reason);
  };
  const stalled = (ms: number): void => {
    reason = timedOut(phase, ms, attempts);
    abort();
  };
  const limit = (ms: number): void => setTimer(ms, () => stalled(ms));
  const ended = (): void => {
    setTimer();
    signal?.removeEventListener('abort', abort);
  };
  const explain = (error: unknown): APIError =>
    signal?.aborted ? aborted(signal, attempts) : (reason ?? connectionFailed(error, platform, phase, attempts));
  /** The outcome of some work, or a rejection at once on abort, whatever the work does about it. */
  const unlessAborted = <T>(work: Promise<T>): Promise<T> =>
    new Promise<T>((resolve, fail) => {
      reject = fail;
      work.then(resolve, fail);
    });
  const watch: BodyWatch = {
    progress(sentBytes, totalBytes) {
      if (phase === 'upload') limit(limits.upload);
      onUploadProgress?.({ sentBytes, totalBytes });
    },
    sent() {
      if (phase !== 'upload') return;
      phase = 'answer';
      limit(limits.answer);
    },
    failed(cause) {
      reason ??= UploadError.isInstance(cause) ? cause : sourceFailed(cause, attempts);
    },
  };

  if (signal?.aborted) throw aborted(signal, attempts);
  signal?.addEventListener('abort', abort);
  const open = body?.open(watch);
  let isHandedOver = false;
  try {
    limit(phase === 'upload' ? limits.upload : limits.answer);
    let response = await unlessAborted(platform.send(exchange, open?.init, controller.signal, watch));
    // The limit that runs is for the whole answer, unless the answer came before the upload had ended.
    const isLimited = phase === 'answer' && limits.isTotalFromSent;
    phase = 'body';
    const { status, type } = response;
    if (type === 'opaqueredirect' || (status > 300 && status < 309 && status !== 304)) throw new TypeError(REDIRECT);
    const guard = { pause: limits.pause, stalled, unlessAborted, explain };
    if (exchange.raw && response.ok) {
      isHandedOver = true;
      setTimer();
      return { response: guardBody(response, { ...guard, ended }), text: undefined, attempts };
    }
    if (limits.pause < limits.total) response = guardBody(response, guard);
    if (!isLimited) limit(limits.total);
    const text = await unlessAborted(response.text());
    // A receipt that cannot be read counts as one that did not come: what it was for can be found.
    if (exchange.recover && response.ok) JSON.parse(text);
    return { response, text, attempts };
  } catch (error) {
    throw explain(error);
  } finally {
    if (!isHandedOver) ended();
    open?.close();
  }
}
