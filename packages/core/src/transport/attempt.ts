import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIUserAbortError,
  type Phase,
} from '../errors/connection-errors.js';
import { UploadError } from '../errors/local-errors.js';
import type { Platform } from '../platform/platform.js';
import type { Body, BodyWatch, UploadProgress } from './body.js';
import { isConnectFailure, isRedirect, rootCause, timeoutMessage } from './failure.js';
import type { Fetch, FetchOptions } from './fetch-options.js';
import { guardBody } from './guard-body.js';
import type { Limits } from './limits.js';

/** Everything that the attempts of one call share. */
export interface Attemptable {
  url: string;
  method: string;
  headers: Headers;
  body: Body | undefined;
  raw: boolean;
  limits: Limits;
  connectTimeout: number;
  signal: AbortSignal | undefined;
  fetch: Fetch | undefined;
  fetchOptions: FetchOptions | undefined;
  onUploadProgress: ((progress: UploadProgress) => void) | undefined;
}

/** An answer: its text, or in raw mode the response with its body unread. */
export interface Answer {
  response: Response;
  text: string | undefined;
}

/** Longer timers fire at once. */
const MAX_TIMER = 2 ** 31 - 1;

/**
 * Sends a request once, within its limits, and leaves no timer, listener or file open.
 *
 * @throws APIConnectionError, APIConnectionTimeoutError, APIUserAbortError, UploadError
 */
export async function attempt(platform: Platform, request: Attemptable, number: number): Promise<Answer> {
  const { limits, signal, body } = request;
  const controller = new AbortController();
  let phase: Phase = body?.watched ? 'upload' : 'answer';
  let timedOut: Phase | undefined;
  let uploadFailure: unknown;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sentAt = performance.now();

  const arm = (ms: number): void => {
    clearTimeout(timer);
    timer = undefined;
    if (ms > MAX_TIMER) return;
    timer = setTimeout(() => {
      timedOut = phase;
      controller.abort();
    }, ms);
  };
  const abort = (): void => controller.abort();
  const finish = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  };
  const watch: BodyWatch = {
    progress(sentBytes, totalBytes) {
      if (phase === 'upload') arm(limits.upload);
      request.onUploadProgress?.({ sentBytes, totalBytes });
    },
    sent() {
      if (phase !== 'upload') return;
      phase = 'answer';
      sentAt = performance.now();
      arm(limits.answer);
    },
    failed(error) {
      uploadFailure ??= error;
    },
  };

  if (signal?.aborted) throw new APIUserAbortError(signal.reason, number);
  signal?.addEventListener('abort', abort);
  const open = body?.open(watch);
  let handedOver = false;
  try {
    arm(phase === 'upload' ? limits.upload : limits.answer);
    const response = await stoppable(
      controller.signal,
      platform.send(request.url, {
        method: request.method,
        headers: request.headers,
        body: open?.init,
        signal: controller.signal,
        watch,
        fetch: request.fetch,
        fetchOptions: request.fetchOptions,
        connectTimeout: request.connectTimeout,
      }),
    );
    phase = 'body';
    if (isRedirect(response)) throw new TypeError('unexpected redirect');
    if (request.raw && response.ok) {
      handedOver = true;
      return { response: guardBody(response, limits.body, controller, finish), text: undefined };
    }
    const spent = limits.totalFromSent ? performance.now() - sentAt : 0;
    return { response, text: await readText(response, limits, limits.total - spent, arm, controller.signal) };
  } catch (error) {
    if (signal?.aborted) throw new APIUserAbortError(signal.reason, number);
    if (uploadFailure) throw asUploadError(uploadFailure, number);
    const cause = rootCause(error);
    if (timedOut) {
      throw new APIConnectionTimeoutError({
        message: timeoutMessage(timedOut, limits),
        phase: timedOut,
        attempts: number,
      });
    }
    if (isConnectFailure(cause)) phase = 'connect';
    throw connectionError(cause, phase, number);
  } finally {
    if (!handedOver) finish();
    open?.close();
  }
}

function connectionError(cause: unknown, phase: Phase, attempts: number): APIConnectionError {
  const { message, code } = cause as { message?: string; code?: string };
  if (message === 'unexpected redirect') {
    return new APIConnectionError({
      code: 'redirect_refused',
      message: 'The service answered with a redirect, which is not followed: check the base URL.',
      phase,
      cause,
      attempts,
      isRetryable: false,
    });
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT') {
    return new APIConnectionTimeoutError({
      message: 'Connecting took too long: check the base URL.',
      phase,
      cause,
      attempts,
    });
  }
  const isRetryable = !/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|INVALID/.test(code ?? '');
  const detail = [code, message].filter(Boolean).join(': ');
  return new APIConnectionError({
    message: `Connection error${detail ? ` (${detail})` : ''}.`,
    phase,
    cause,
    attempts,
    isRetryable,
  });
}

function asUploadError(cause: unknown, attempts: number): UploadError {
  if (UploadError.isInstance(cause)) return cause;
  const message = `The upload’s source failed: ${(cause as Error)?.message ?? String(cause)}`;
  return new UploadError({ code: 'upload_source', message, cause, attempts });
}

/** Reads a body within the total and with no pause longer than allowed. */
async function readText(
  response: Response,
  limits: Limits,
  total: number,
  arm: (ms: number) => void,
  signal: AbortSignal,
): Promise<string> {
  if (limits.body >= total) {
    arm(total);
    return stoppable(signal, response.text());
  }
  const deadline = performance.now() + total;
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = '';
  while (reader) {
    arm(Math.min(limits.body, deadline - performance.now()));
    const { done, value } = await stoppable(signal, reader.read());
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}

/** A promise that also rejects when the signal aborts, whatever the work under it does about the signal. */
function stoppable<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
